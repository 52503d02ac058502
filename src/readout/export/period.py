"""Dates of a record as days of the calendar: "2019-10" is the days of that October."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

YEAR = re.compile(r"\d{4}")
MONTH = re.compile(r"(\d{4})-(\d{2})")
WEEK = re.compile(r"(\d{4})-W(\d{2})")
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T.*)?")


class Period(NamedTuple):
    """First and last day, both within it."""

    first: date
    last: date

    @property
    def after(self) -> date:
        """The day after the last one; the last one itself where the calendar ends."""
        return min(self.last, date.max - timedelta(days=1)) + timedelta(days=1)


def period(start: str | None, end: str | None = None) -> Period | None:
    """The days that ISO 8601 dates of a record cover; None for no date, or one that is no day, week, month or year.

    Args:
        start: A date as exact as it is known, or `first/last`.
        end: The date of its end; one before the start is passed over.
    """
    if start is None:
        return None
    opening, _, closing = start.partition("/")
    first = _days(opening)
    if first is None:
        return None
    last = _days(end or closing or opening) or first
    return Period(first.first, last.last if last.last >= first.first else first.last)


def _days(value: str) -> Period | None:
    try:
        if found := DAY.fullmatch(value):
            day = date.fromisoformat(found[1])
            return Period(day, day)
        if found := WEEK.fullmatch(value):
            year, week = int(found[1]), int(found[2])
            return Period(date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7))
        if found := MONTH.fullmatch(value):
            year, month = int(found[1]), int(found[2])
            return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        if YEAR.fullmatch(value):
            return Period(date(int(value), 1, 1), date(int(value), 12, 31))
    except ValueError:  # the digits are no date: month 13, 30 February
        return None
    return None
