"""What a user may ask of an archive, and the answer, page by page."""

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

import msgspec

from readout.model.errors import InputError
from readout.model.vocabulary import Channel, EngagementKind, EventType, Realis, SpeechAct, Status
from readout.store.connection import Row
from readout.store.words import check_words

MOST_ROWS = 10_000  # of one page
COUNTRY = re.compile(r"[A-Z]{3}")
CURSOR = re.compile(r"(\d{4}-\d\d-\d\d)?~(\d{1,18})")


class What(StrEnum):
    """What is looked for."""

    REPORTS = "reports"
    STATEMENTS = "statements"
    EVENTS = "events"
    ENGAGEMENTS = "engagements"


TYPES: dict[What, type[StrEnum]] = {
    What.STATEMENTS: SpeechAct,
    What.EVENTS: EventType,
    What.ENGAGEMENTS: EngagementKind,
}
FILTERS = {  # which the four have; the others take all
    "types": {What.STATEMENTS, What.EVENTS, What.ENGAGEMENTS},
    "channel": {What.STATEMENTS},
    "topic": {What.REPORTS, What.ENGAGEMENTS},
    "place": {What.EVENTS, What.ENGAGEMENTS},
    "confidence": {What.STATEMENTS, What.EVENTS},
    "realis": {What.EVENTS},
    "status": {What.ENGAGEMENTS},
    "speaker": {What.STATEMENTS},
}


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """All filters must hold; those left out let everything pass.

    Attributes:
        words: For the full text of reports, or of the words of statements; see `words.py`.
        actors: Names, ids of persons or codes of countries; all of them must take part.
        between: Two codes of countries; only what is between them.
        person: Id in the register of office holders.
        office: Words of an office that one who takes part holds.
        speaker: Name, id of a person or code of a country, of who makes a statement.
        types: Event types, kinds of engagement or speech acts; one of them.
        since, until: Days, both included. The day of an item is that of its date, else of the publication.
        place: Words of a place's name, or the code of the country it is in.
        confidence: The least.
        after: The `next` of the page before.
    """

    what: What = What.REPORTS
    words: str | None = None
    actors: tuple[str, ...] = ()
    between: tuple[str, str] | None = None
    person: str | None = None
    office: str | None = None
    speaker: str | None = None
    types: tuple[str, ...] = ()
    channel: str | None = None
    topic: str | None = None
    since: str | None = None
    until: str | None = None
    place: str | None = None
    confidence: float | None = None
    realis: tuple[str, ...] = ()
    status: str | None = None
    publisher: str | None = None
    report: str | None = None
    limit: int = 20
    after: str | None = None

    def checked(self) -> "Query":
        """The same with codes and names as the archive has them.

        Raises:
            InputError: A filter has no such value, or what is looked for has no such filter; the message lists
                those there are.
        """
        what = What(_member("what", self.what, What))  # a plain text will do in Python
        for name, fits in FILTERS.items():
            if getattr(self, name) not in (None, ()) and what not in fits:
                listed = ", ".join(sorted(fits))
                raise InputError(f"{name}: {what} have no such filter; {listed} have")
        if not 1 <= self.limit <= MOST_ROWS:
            raise InputError(f"limit {self.limit}: give a number from 1 to {MOST_ROWS:,}")
        if self.after:
            Position.read(self.after)
        if self.words:
            check_words(self.words)
        return msgspec.structs.replace(
            self,
            what=what,
            types=members("type", self.types, TYPES[what]) if self.types else (),
            channel=_member("channel", self.channel, Channel) if self.channel else None,
            realis=members("realis", self.realis, Realis),
            status=_member("status", self.status, Status) if self.status else None,
            between=(country(self.between[0]), country(self.between[1])) if self.between else None,
            since=day("since", self.since) if self.since else None,
            until=day("until", self.until) if self.until else None,
        )


class Page(msgspec.Struct, frozen=True):
    """Some of the rows, and where the next ones begin: None at the end."""

    rows: tuple[Row, ...]
    next: str | None = None


class Position(msgspec.Struct, frozen=True):
    """A place in the order of an answer: newest day first, then what was added last."""

    day: str
    number: int

    @classmethod
    def read(cls, cursor: str) -> "Position":
        """Raises `InputError` when that is no cursor."""
        match = CURSOR.fullmatch(cursor)
        if not match:
            raise InputError(f"after {cursor!r}: not a cursor: give the `next` of a page as it is")
        return cls(match[1] or "", int(match[2]))

    def written(self) -> str:
        return f"{self.day}~{self.number}"


def country(code: str) -> str:
    """Raises `InputError` when it is no alpha-3 code, or `IGO`."""
    upper = code.strip().upper()
    if not COUNTRY.fullmatch(upper):
        raise InputError(f"country {code!r}: give its three-letter code, such as PAK; `readout facts search` finds it")
    return upper


def day(name: str, value: str) -> str:
    """A day as `YYYY-MM-DD`; raises `InputError` otherwise."""
    try:
        return date.fromisoformat(value.strip()).isoformat()
    except ValueError:
        raise InputError(f"{name} {value!r} is not a day: write it as YYYY-MM-DD, such as 2021-07-10") from None


def members(name: str, values: Sequence[str], vocabulary: type[StrEnum]) -> tuple[str, ...]:
    """The members of a closed set that are meant; raises `InputError` for one that there is not."""
    return tuple(_member(name, value, vocabulary) for value in values)


def _member(name: str, value: str, vocabulary: type[StrEnum]) -> str:
    wanted = value.strip().casefold().replace("_", " ").replace("-", " ")
    for member in vocabulary:
        if member.value.casefold() == wanted:
            return member.value
    raise InputError(f"{name} {value!r}: there is none; there are {', '.join(vocabulary)}")
