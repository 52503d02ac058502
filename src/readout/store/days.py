"""Dates of the record as days that sort."""

import re
from calendar import monthrange
from datetime import date

PARTS = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
WEEK = re.compile(r"(\d{4})-W(\d\d)")


def first_day(value: str | None) -> str:
    """The first day of an ISO 8601 year, month, week, day or `start/end`, as `YYYY-MM-DD`; "" when there is none."""
    start = (value or "").partition("/")[0]
    return _day(start, last=False)


def last_day(value: str | None) -> str:
    """The last day of the same."""
    start, _, end = (value or "").partition("/")
    return _day(end or start, last=True)


def _day(value: str, *, last: bool) -> str:
    if week := WEEK.match(value):
        try:
            return date.fromisocalendar(int(week[1]), int(week[2]), 7 if last else 1).isoformat()
        except ValueError:
            return ""
    parts = PARTS.match(value)
    if not parts or parts[1] == "0000":
        return ""
    year, month, day = (int(part) if part else None for part in parts.groups())
    month = month or (12 if last else 1)
    try:
        whole = date(year or 1, month, day or (monthrange(year or 1, month)[1] if last else 1))
    except ValueError:
        return ""
    return whole.isoformat()
