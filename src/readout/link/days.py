"""Days of the calendar that a record tells: a date may be a day, a week or a month, and have an end."""

import re
from calendar import monthrange
from datetime import date, timedelta

MONTH = re.compile(r"(\d{4})-(\d\d)")
WEEK = re.compile(r"(\d{4})-W(\d\d)")
WEEK_DAYS = 7

Days = tuple[date, date]  # first and last, both in it


def days_told(value: str | None, end: str | None = None) -> Days | None:
    """The days from a date of the record to its end date; None when it tells none, or no more than a year.

    Args:
        value: ISO 8601 day, week or month; anything longer or vaguer tells no day.
        end: The same, when the record has an end date.
    """
    first, last = _days_of(value), _days_of(end)
    if first is None:
        return None
    return first[0], max(first[1], last[1] if last else first[1])


def days_between(one: Days, other: Days) -> int:
    """Days from the end of the earlier to the beginning of the later; 0 when they share a day."""
    return max(0, (other[0] - one[1]).days, (one[0] - other[1]).days)


def _days_of(value: str | None) -> Days | None:
    try:
        if value is None:
            return None
        if month := MONTH.fullmatch(value):
            year, number = int(month[1]), int(month[2])
            return date(year, number, 1), date(year, number, monthrange(year, number)[1])
        if week := WEEK.fullmatch(value):
            monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
            return monday, monday + timedelta(WEEK_DAYS - 1)
        day = date.fromisoformat(value[:10])
    except ValueError:  # a year, a season, PRESENT_REF
        return None
    return day, day
