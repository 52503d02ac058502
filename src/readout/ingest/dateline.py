"""The opening of a wire report: where it was filed, and when.

Newsrooms write "PLACE, Region, July 10 (Agency) -- ", with any part but the place left out; before it some
collections put "date 2021-07-10 ". The date counts as the day of publication only when it has a year.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated

import msgspec

from readout.facts.lexicon import load_lexicon
from readout.model.span import Span

OPENING = 1_000  # characters in which the date line must begin
LINES = 5  # a headline, a byline and blanks may stand above it
FEWEST_LETTERS = 3  # of a place that only capitals mark: "US" and "EU" are no datelines
MOST_WORDS = 4
LONGEST_PARTICLE = 3  # "Rio de Janeiro", "Isle of Man"

WORD = r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*\.?"
PLACE = rf"{WORD}(?:[ /]{WORD}){{0,{MOST_WORDS - 1}}}"
REGION = rf"(?:,[ ](?:{WORD})(?:[ ]{WORD}){{0,2}})??"
MARK = r"(?:[ ]?--|[ ]?[–—_]|[ ]-|:)(?=\s)"
STAMP = re.compile(r"\s*(?P<all>date:?\s+(?P<iso>\d{4}-\d\d-\d\d))\b\s*", re.IGNORECASE)
LINE = re.compile(r"\S[^\r\n]*")
SPEAKER_LINE = re.compile(r"^[^\S\n]*[A-Z][A-Z.' ]*:\s", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What the opening of a text tells; None for what it does not.

    Attributes:
        place: As written.
        published: ISO 8601 date.
        span: The words of the date line itself, from "date 2021-07-10" or the place to the colon or dash.
    """

    place: str | None = None
    published: str | None = None
    span: Span | None = None


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`data/lexicon/dateline.yaml`."""

    months: dict[str, Annotated[int, msgspec.Meta(ge=1, le=12)]]
    date_labels: tuple[str, ...]
    agencies: frozenset[str]
    not_places: frozenset[str]


@dataclass(frozen=True, slots=True)
class Openings:
    """What the words make: patterns, and the names of months in lower case."""

    months: dict[str, int]
    agencies: frozenset[str]
    not_places: frozenset[str]
    wire: re.Pattern[str]
    day: re.Pattern[str]


def find_dateline(text: str) -> Dateline:
    """Place and day from the beginning of a text, as far as it has them."""
    openings = _openings()
    stamp = STAMP.match(text)
    stamped = _day(stamp["iso"]) if stamp else None
    begin = stamp.end() if stamp else 0
    published: str | None = None
    for number, (start, line) in enumerate(_first_lines(text, begin)):
        if alone := openings.day.fullmatch(line):
            published = published or _written_day(alone, openings.months)
        match = openings.wire.match(line)
        if match and _is_place(match, text, openings, first=number == 0, stamped=stamp is not None):
            written = _written_day(match, openings.months)
            first = stamp.start("all") if stamp and number == 0 else start
            return Dateline(match["place"], stamped or written or published, Span(first, start + match.end()))
    return Dateline(None, stamped or published, Span(*stamp.span("all")) if stamp else None)


def _first_lines(text: str, begin: int) -> Iterator[tuple[int, str]]:
    """Where the first lines start that are not blank, and their words with one blank at the end."""
    found = itertools.islice(LINE.finditer(text, begin, begin + OPENING), LINES)
    return ((line.start(), line[0].rstrip() + " ") for line in found)


def _is_place(match: re.Match[str], text: str, openings: Openings, *, first: bool, stamped: bool) -> bool:
    """Whether what stands where a place would stand is one."""
    place = match["place"].split(",")[0]
    words = re.split(r"[ /]", place)
    named = place[0].isupper() and all(word[0].isupper() or len(word) <= LONGEST_PARTICLE for word in words)
    if not named or any(word.strip(".").upper() in openings.not_places for word in words):
        return False
    agency = match["agency"] or ""
    if (stamped and first) or not openings.agencies.isdisjoint(re.split(r"\W+", agency)):
        return True
    if not place.isupper():
        return bool(match["iso"] or match["year"])
    if agency or match["iso"] or match["month"]:
        return True
    return (
        first
        and sum(map(str.isalpha, place)) >= FEWEST_LETTERS
        and not match.string[match.end() :].isupper()
        and len(SPEAKER_LINE.findall(text[:OPENING])) <= 1  # "PLACE: " is one; a transcript has more
    )


def _written_day(match: re.Match[str], months: dict[str, int]) -> str | None:
    if match["iso"]:
        return _day(match["iso"])
    if not match["month"] or not match["year"]:
        return None
    number = months[match["month"].lower()]
    return _day(f"{match['year']}-{number:02}-{int(match['before'] or match['after']):02}")


def _day(iso: str) -> str | None:
    try:
        return date.fromisoformat(iso).isoformat()
    except ValueError:
        return None


@cache
def _openings() -> Openings:
    words = load_lexicon("dateline", Words)
    months = {name.lower(): number for name, number in words.months.items()}
    names = "|".join(sorted(months, key=lambda name: (-len(name), name)))
    ordinal = "(?:st|nd|rd|th)?"
    written = (
        rf"(?:(?P<iso>\d{{4}}-\d\d-\d\d)|(?:[a-z]+day,?[ ])?(?:(?P<before>\d\d?){ordinal}[ ])?"
        rf"(?P<month>{names})\b\.?(?(before)|[ ](?P<after>\d\d?){ordinal}\b)(?:,?[ ](?P<year>\d{{4}}))?)"
    )
    labels = "|".join(map(re.escape, words.date_labels))
    return Openings(
        months=months,
        agencies=words.agencies,
        not_places=words.not_places,
        wire=re.compile(
            rf"(?P<place>{PLACE}{REGION})(?:(?:,|[ ][–—-]+)[ ]{written})?"
            rf"(?:[ ]?(?:\((?P<agency>[^()]{{2,40}})\)|/[^/]{{2,40}}/))?{MARK}",
            re.IGNORECASE,
        ),
        day=re.compile(rf"(?:(?:{labels})(?:[ ]on)?:?[ ])?{written}[ ]", re.IGNORECASE),
    )
