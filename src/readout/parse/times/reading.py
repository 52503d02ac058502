"""What readers are given and what they give back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from readout.model.vocabulary import TimeKind, TimeType
from readout.parse.times.calendar import Grain, Period
from readout.parse.times.lexicon import Lexicon
from readout.parse.times.tokens import Token

REACH_BACK, REACH_ON = 16, 10  # tokens of a clause that are looked at for its tense
INEXACT = frozenset({"approx", "stage", "compare", "edge"})


@dataclass(frozen=True)
class Reading:
    """The meaning of one expression; `period` is what later expressions may refer back to."""

    type: TimeType
    timex: str | None
    value: str | None = None
    grain: str | None = None
    kind: TimeKind = TimeKind.UNRESOLVED
    period: Period | None = None


@dataclass(frozen=True)
class Phrase:
    """The tokens of one expression, by class."""

    tokens: Sequence[Token]

    def find(self, *kinds: str) -> Token | None:
        return next((token for token in self.tokens if token.kind in kinds), None)

    def has(self, *kinds: str) -> bool:
        return self.find(*kinds) is not None

    def number(self, *kinds: str) -> int | None:
        token = self.find(*kinds)
        return token.value if token and isinstance(token.value, int) else None

    def word(self, *kinds: str) -> str | None:
        token = self.find(*kinds)
        return token.value if token and isinstance(token.value, str) else None

    @property
    def inexact(self) -> bool:
        return self.has(*INEXACT)


@dataclass
class Scene:
    """Where an expression stands: the text's tokens, its date, and the periods spoken of so far."""

    lexicon: Lexicon
    tokens: Sequence[Token]
    published: date | None
    first: int = 0
    stop: int = 0
    spoken: dict[Grain, Period] = field(default_factory=dict)
    latest: Period | None = None

    def remember(self, period: Period) -> None:
        self.spoken[period.grain] = period
        self.latest = period

    def now(self, grain: Grain) -> Period | None:
        """The period of this grain that the text was published in."""
        return Period.holding(grain, self.published) if self.published else None

    def told(self, grain: Grain) -> Period | None:
        """The period of this grain last spoken of, else that of the publication."""
        if self.latest and grain in (Grain.DAY, self.latest.grain):
            return self.spoken.get(grain) or self.now(grain)
        return Period.holding(grain, self.latest.start) if self.latest else self.now(grain)

    def beside(self, offset: int) -> Token | None:
        """The token just before (-1) or just after (0) the expression, or farther."""
        place = self.first + offset if offset < 0 else self.stop + offset
        return self.tokens[place] if 0 <= place < len(self.tokens) else None

    def linked_year(self) -> int | None:
        """The year that a second date shares with this one: "from 3 May to 6 May 2021"."""
        kinds = [token.kind for token in self.tokens[self.stop : self.stop + 5]]
        if not kinds or kinds[0] not in ("and", "to", "hyphen", "dash"):
            return None
        dated_too = any(kind in ("month", "namemonth", "shortmonth") for kind in kinds[1:3])
        place = kinds.index("year") if "year" in kinds else 0
        plain = {"number", "comma", "month", "namemonth", "shortmonth"}
        if not dated_too or not place or not plain.issuperset(kinds[1:place]):
            return None
        year = self.tokens[self.stop + place].value
        return year if isinstance(year, int) else None

    def looks_ahead(self) -> bool | None:
        """Whether the clause is about what is still to come, by the nearest telling word, before first.

        None when no word of the sentence tells. Looks a fixed number of tokens far.
        """
        owned, thing = self.beside(0), self.beside(1)
        if owned and owned.kind == "possessive" and not (thing and thing.text in self.lexicon.awaited):
            return False
        for place in range(self.first - 1, max(-1, self.first - 1 - REACH_BACK), -1):
            if self._ends_sentence(place):
                break
            told = self._direction(place)
            if told is not None:
                return told
        for place in range(self.stop, min(len(self.tokens), self.stop + REACH_ON)):
            if self._ends_sentence(place):
                break
            told = self._direction(place)
            if told is not None:
                return told
        return None

    def _direction(self, place: int) -> bool | None:
        token = self.tokens[place]
        if token.text in self.lexicon.ahead:
            return True
        if token.kind == "to" and place and self.tokens[place - 1].text in self.lexicon.ahead_with_to:
            return True
        if place and self.tokens[place - 1].text == "be":
            return None  # "to be held"
        if token.text in self.lexicon.back or (token.kind == "other_word" and token.text.endswith("ed")):
            return False
        return None

    def _ends_sentence(self, place: int) -> bool:
        """A full stop that is not that of an abbreviation such as "Gen." or "U.S.", or a blank line."""
        token = self.tokens[place]
        if token.kind != "stop":
            return token.kind == "break"
        before = self.tokens[place - 1] if place else None
        return not (token.text == "." and before and before.capital and before.stop - before.start < 4)


def dated(period: Period | None, phrase: Phrase, otherwise: str | None = None) -> Reading:
    """A date that the calendar has, or `otherwise` as TIMEX3 value when it cannot be told which."""
    if period is None:
        return Reading(TimeType.DATE, otherwise)
    inexact = phrase.inexact or period.grain is Grain.SEASON
    kind = TimeKind.APPROXIMATE if inexact else TimeKind.EXACT
    return Reading(TimeType.DATE, period.timex, period.value, period.grain.value, kind, period)


def spanning(first: date, last: date) -> str:
    return f"{first.isoformat()}/{last.isoformat()}"


def add_days(day: date, days: int) -> date | None:
    """The day so many later; None outside the years 1 to 9999."""
    ordinal = day.toordinal() + days
    return day + timedelta(days=days) if 0 < ordinal <= date.max.toordinal() else None


Reader = Callable[[Phrase, Scene], Reading | None]
