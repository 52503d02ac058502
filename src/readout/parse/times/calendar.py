"""Stretches of the calendar: how ISO 8601 and TIMEX3 write them, and what lies before and after them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # in the north; for their order only


class Grain(StrEnum):
    """The lengths that a period of the calendar can have."""

    DAY = "day"
    WEEK = "week"
    WEEKEND = "weekend"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


MONTHS = {
    Grain.MONTH: 1,
    Grain.QUARTER: 3,
    Grain.HALF: 6,
    Grain.SEASON: 12,  # the same one of the next year
    Grain.YEAR: 12,
    Grain.DECADE: 120,
    Grain.CENTURY: 1200,
}
DAYS = {Grain.DAY: 1, Grain.WEEK: 7, Grain.WEEKEND: 7}


@dataclass(frozen=True)
class Period:
    """A day, week, month ... of the calendar, by its first day. A decade starts in a year that ends in 0."""

    grain: Grain
    start: date

    @classmethod
    def holding(cls, grain: Grain, day: date) -> "Period":
        """The period of this grain that `day` is in; for a weekend, the one of its week."""
        if grain in (Grain.WEEK, Grain.WEEKEND):
            monday = day.toordinal() - day.weekday()
            return cls(grain, date.fromordinal(max(1, monday) + (5 if grain is Grain.WEEKEND else 0)))
        if grain is Grain.DAY:
            return cls(grain, day)
        if grain is Grain.SEASON:
            months = (day.year * 12 + day.month) // 3 * 3 - 1  # they start in March, June, September, December
            return cls(grain, date(max(1, months // 12), months % 12 + 1, 1))
        span = MONTHS[grain]
        months = (day.year * 12 + day.month - 1) // span * span
        return cls(grain, date(max(1, months // 12), months % 12 + 1, 1))

    def shift(self, steps: int) -> "Period | None":
        """The period `steps` later; a season moves by years. None outside the years 1 to 9999."""
        if self.grain in DAYS:
            ordinal = self.start.toordinal() + steps * DAYS[self.grain]
            fits = 0 < ordinal <= date.max.toordinal()
            return Period(self.grain, date.fromordinal(ordinal)) if fits else None
        months = self.start.year * 12 + self.start.month - 1 + steps * MONTHS[self.grain]
        if not 12 <= months < 120000:
            return None
        last = _month_length(months // 12, months % 12 + 1)
        return Period(self.grain, date(months // 12, months % 12 + 1, min(self.start.day, last)))

    @property
    def stop(self) -> date:
        """The last day."""
        if self.grain is Grain.WEEKEND:
            return date.fromordinal(min(self.start.toordinal() + 1, date.max.toordinal()))
        if self.grain is Grain.SEASON:
            months = self.start.year * 12 + self.start.month + 1
            year, month = min(months // 12, date.max.year), months % 12 + 1
            return date(year, month, _month_length(year, month))
        after = self.shift(1)
        return after.start - timedelta(days=1) if after else date.max

    @property
    def timex(self) -> str:
        """The value in TIMEX3."""
        year, week, _ = self.start.isocalendar()
        month = self.start.month
        match self.grain:
            case Grain.WEEK:
                return f"{year:04d}-W{week:02d}"
            case Grain.WEEKEND:
                return f"{year:04d}-W{week:02d}-WE"
            case Grain.QUARTER:
                return f"{self.start.year:04d}-Q{(month + 2) // 3}"
            case Grain.HALF:
                return f"{self.start.year:04d}-H{(month + 5) // 6}"
            case Grain.SEASON:
                return f"{self.start.year:04d}-{_season_of(month)}"
            case Grain.DECADE:
                return f"{self.start.year // 10:03d}"
            case Grain.CENTURY:
                return f"{self.start.year // 100:02d}"
            case _:
                return self.start.isoformat()[: {Grain.YEAR: 4, Grain.MONTH: 7}.get(self.grain, 10)]

    @property
    def value(self) -> str:
        """The ISO 8601 date as exact as the grain, or first and last day with a slash between.

        A season is only as exact as its year, since north and south of the equator it falls in other months.
        """
        match self.grain:
            case Grain.DAY | Grain.MONTH | Grain.YEAR:
                return self.timex
            case Grain.SEASON:
                return f"{self.start.year:04d}"
            case Grain.DECADE | Grain.CENTURY:
                return f"{self.start.year:04d}/{self.stop.year:04d}"
            case _:
                return f"{self.start.isoformat()}/{self.stop.isoformat()}"


def make_day(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    if not (1 <= year <= date.max.year and 1 <= month <= 12 and 1 <= day <= _month_length(year, month)):
        return None
    return date(year, month, day)


def holiday(rule: Mapping[str, int], year: int) -> date:
    """The day in `year` of a holiday: by `month`, `day`; by `month`, `weekday`, `nth`; or by `easter`."""
    if "easter" in rule:
        return _easter(year) + timedelta(days=rule["easter"])
    if "day" in rule:
        return date(year, rule["month"], rule["day"])
    month, weekday, nth = rule["month"], rule["weekday"], rule["nth"]
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = date(year, month, _month_length(year, month))
    return last - timedelta(days=(last.weekday() - weekday) % 7 - 7 * (nth + 1))


def _month_length(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def _season_of(month: int) -> str:
    return next(code for code, first in SEASON_STARTS.items() if first == month)


def _easter(year: int) -> date:
    """Easter Sunday of the Western churches: the anonymous Gregorian algorithm (Nature, 20 April 1876)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * sunday) // 451
    month, day = divmod(epact + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
