"""Talks known by a name or a number, such as the Normandy format: `data/lexicon/formats.yaml`, typed and found."""

import re
from functools import cache
from typing import NamedTuple

import msgspec

from readout.actors import Cast
from readout.facts.lexicon import load_lexicon
from readout.parse import Parsed, Token

BEFORE = 6  # tokens of a noun's own phrase that are looked at before it
BEHIND = 90  # characters behind it
# what may stand between a noun and the name: "in the", "between Iran and the", "of foreign ministers of the"
LINK = (
    r"\s+(?P<link>in|of|within|under|with|between)\s+(?:[\w.]+\s+){0,3}?(?:(?:of|and|in)\s+)?"
    r"(?:the\s+|a\s+|so-called\s+)*[\"“]?"
)
LATER = 1  # years after its end in which a format is still spoken of


class Format(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row; the fields are explained in the file."""

    words: tuple[str, ...]
    members: tuple[str, ...]
    since: str
    until: str | None = None

    def known_on(self, published: str | None) -> bool:
        """Whether a report of that day can mean it; any can whose day is not known."""
        if published is None:
            return True
        ended = self.until is not None and int(published[:4]) > int(self.until[:4]) + LATER
        return published[: len(self.since)] >= self.since and not ended


class Formats(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    formats: tuple[Format, ...]


class Members(NamedTuple):
    """A format's members: `keys` of those that the report names as such; `alone` when nobody else takes part."""

    all: tuple[str, ...]
    keys: tuple[str, ...]
    alone: bool


@cache
def known_formats() -> tuple[tuple[re.Pattern[str], Format], ...]:
    """Each format with the pattern of its names."""
    rows = load_lexicon("formats", Formats).formats
    return tuple((re.compile(rf"(?<![\w-])(?:{'|'.join(map(_pattern, row.words))})(?!\w)"), row) for row in rows)


def _pattern(words: str) -> str:
    return re.escape(words).replace(r"\-", r"[\s‑-]*")


def members_at(parsed: Parsed, cast: Cast, head: Token) -> Members | None:
    """Who takes part in the format that a noun is told to be or to meet in ("six-party talks", "talks in the Normandy
    format"), or who sits on one side ("talks between Iran and the P5+1"); None where none is named.

    Members that the report does not name are left out.
    """
    own = parsed.text[_start_of_phrase(parsed, head) : head.stop].lower()
    sentence = parsed.sentences[head.sentence]
    behind = parsed.text[head.stop : min(sentence.stop, head.stop + BEHIND)].lower()
    for pattern, row in known_formats():
        if not row.known_on(parsed.document.published):
            continue
        after = pattern.search(behind)
        link = re.fullmatch(LINK, behind[: after.start()]) if after else None
        if pattern.search(own) or (link and link["link"] in ("in", "of", "within", "under")):
            return Members(row.members, _keys(cast, row), True)
        if link:
            return Members(row.members, _keys(cast, row), False)
    return None


def _start_of_phrase(parsed: Parsed, head: Token) -> int:
    """Where the words that hang on the noun begin, without a break by a verb or a mark other than a hyphen."""
    first = head.number
    while first > max(0, head.number - BEFORE):
        before = parsed.tokens[first - 1]
        inside = before.pos in ("ADJ", "NOUN", "PROPN", "NUM", "DET", "ADV", "SYM") or before.text in ("-", "+", "/")
        if before.sentence != head.sentence or not inside:
            break
        first -= 1
    return parsed.tokens[first].start


def _keys(cast: Cast, row: Format) -> tuple[str, ...]:
    """Whom the report names of the members, in the order of its first mentions."""
    return tuple(actor.key for actor in cast.actors if actor.key in row.members)
