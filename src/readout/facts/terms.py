"""The types of the reference facts: what the register knows, one small frozen type a table."""

from dataclasses import dataclass
from datetime import date, timedelta

# A `bound` date is a sighting: the true date lies outside it, by how much the source does not say.
SLACK = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory, past or present; `start` and `end` are None when unknown or not reached."""

    alpha3: str
    name: str
    status: str
    start: date | None
    end: date | None
    capital: str | None


@dataclass(frozen=True, slots=True)
class Organisation:
    """An intergovernmental (`country` "IGO") or non-governmental ("NGO") organisation, pact or forum.

    Attributes:
        sectors: PLOVER codes, the primary one first.
        members: Alpha-3 codes, and ids of organisations that are members.
    """

    id: str
    name: str
    kind: str
    country: str | None
    sectors: tuple[str, ...]
    head_title: str | None
    members: frozenset[str]


@dataclass(frozen=True, slots=True)
class Name:
    """A written form and one thing it can mean.

    Attributes:
        words: As written, without a leading "the".
        kind: name, adjective, demonym, demonym_plural, capital, seat, metonym, organisation, ministry or
            armed_group.
        id: Alpha-3 code of the state, or id of the organisation, ministry or group.
        country: Alpha-3 code, "IGO" for an intergovernmental body, "NGO", or None for a transnational group.
        sector: PLOVER code; None for a state as such.
        weak: The words alone do not decide: they need support from the text.
        valid_from: First day on which the words mean this; None for always.
        valid_to: Last such day; None for still.
        office: For a ministry what it looks after ("foreign", "defence", "leader_office"), else None.
        shown: The name of the thing itself: "Islamic State" for the words "Daesh".
    """

    words: str
    kind: str
    id: str
    country: str | None
    sector: str | None
    weak: bool
    valid_from: date | None
    valid_to: date | None
    office: str | None = None
    shown: str = ""

    def valid_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Title:
    """A title in lower case and the office it names, in those countries or organisations (none: in any)."""

    words: str
    office: str
    sector: str
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holder:
    """One person's holding of one office.

    Attributes:
        id: The person within its country or organisation: the same in all of that person's offices there.
        start: First day that the source's date can mean.
        end: Last day that it can mean; None for `open` and `unknown`.
        start_precision: day, month, year, or bound (in office on that day, the true start is earlier).
        end_precision: day, month, year, bound, open (in office as far as known), or unknown.
        source: Keys of `SOURCES.md`, divided by `|`.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    org: str | None
    office: str
    title: str
    start: date
    end: date | None
    start_precision: str
    end_precision: str
    source: str = ""

    def certainly_on(self, day: date) -> bool:
        """Whether the dates as given, month and year taken whole, cover the day."""
        end = self.end or (date.max if self.end_precision == "open" else self.start)
        return self.start <= day <= end

    def possibly_on(self, day: date) -> bool:
        """The same, with a bound widened by a year, and an unknown end five years after the start."""
        start = self.start - SLACK if self.start_precision == "bound" else self.start
        end = self.end or (date.max if self.end_precision == "open" else self.start + 5 * SLACK)
        return start <= day <= (end + SLACK if self.end_precision == "bound" else end)
