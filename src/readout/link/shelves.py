"""Where an engagement is kept, so that those it may be the same as are found without passing over others.

A shelf is of one family of engagements of the same sides (`bucket_names`), in the order of days. There are five kinds:
told (the days that the text tells, each of them), long (the months of a span that is too long to be compared by days),
and the days of publication, apart for those that tell a day, those that do not, and plans without any date. What
`same_engagement` accepts stands on a stretch that `stretches_of` names; a test compares it with all pairs.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from readout.link.look_up import Stretch
from readout.link.same_engagement import LATER, LONG, NEAR, REPORTED_WITHIN, EngagementKey, bucket_names, days_ahead

MOST_MONTHS = 24  # of a long span
SHELF = "{}; {}"
TOLD, SPAN, SILENT, DATED = "told", "long", "published, no day told", "published, a day told"
AHEAD = "published, a plan without a date"

Days = tuple[date, date]


def places_of(key: EngagementKey) -> list[tuple[str, str]]:
    """Shelf and day of each place at which an engagement is kept; none for one of fewer than two sides."""
    told, published = _told(key), _day(key.published)
    found: list[tuple[str, str]] = []
    if told and not _is_long(told):
        found += [(TOLD, day) for day in _days(told)]
    elif told:
        found += [(SPAN, month) for month in _months(told)]
    if published:
        found.append((DATED if told and not _is_long(told) else SILENT, published.isoformat()))
    if ahead := days_ahead(key):
        found.append((AHEAD, ahead[0].isoformat()))
    return [(SHELF.format(name, shelf), day) for name in bucket_names(key) for shelf, day in found]


def stretches_of(key: EngagementKey) -> list[Stretch]:
    """Where those stand that it may be the same as."""
    told, published = _told(key), _day(key.published)
    is_day = told is not None and not _is_long(told)
    found: list[Stretch] = []
    if told:
        found.append(_around(TOLD, told, NEAR))
        months = list(_months(told))
        found.append(Stretch(SPAN, months[0], months[-1]))
    if told and is_day:
        found.append(Stretch(AHEAD, _moved(told[0], -LATER), _moved(told[1], NEAR)))
    if ahead := days_ahead(key):
        found.append(Stretch(TOLD, _moved(ahead[0], -NEAR), ahead[1].isoformat()))
    if published:
        shelves = (SILENT,) if is_day else (SILENT, DATED)
        found += [_around(shelf, (published, published), REPORTED_WITHIN) for shelf in shelves]
    return [part._replace(shelf=SHELF.format(name, part.shelf)) for name in bucket_names(key) for part in found]


def _around(shelf: str, days: Days, more: int) -> Stretch:
    return Stretch(shelf, _moved(days[0], -more), _moved(days[1], more))


def _moved(day: date, days: int) -> str:
    try:
        return (day + timedelta(days)).isoformat()
    except OverflowError:  # the first or last day that there is
        return day.isoformat()


def _days(span: Days) -> Iterator[str]:
    for number in range((span[1] - span[0]).days + 1):
        yield (span[0] + timedelta(number)).isoformat()


def _months(span: Days) -> Iterator[str]:
    """The first days of the months that it touches."""
    first, last = ((day.year * 12 + day.month - 1) for day in span)
    for month in range(first, min(last, first + MOST_MONTHS - 1) + 1):
        yield date(month // 12, month % 12 + 1, 1).isoformat()


def _told(key: EngagementKey) -> Days | None:
    first, last = _day(key.first), _day(key.last)
    return (first, last or first) if first is not None else None


def _is_long(days: Days) -> bool:
    return (days[1] - days[0]).days > LONG


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
