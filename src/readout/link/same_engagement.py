"""Whether two reports tell of the same engagement, and a quick way to find the pairs that may.

The rule. Two engagements of different reports are the same when all of this holds:

kind      Both are of one family: phone calls; meetings, talks, visits and summits; and each other kind by itself.
sides     Of two sides, both. Of more, at least two and at least half of all those named. A side is a country, or the
          name of an actor that has none.
persons   No side has persons of the register in both of which none is the same.
day       The days told are equal or one day apart (time zones, the date line). A range or month holds all its days.
          When a day is not told, or by no more than a span of over a week, the reports appeared within three days of
          each other and the day that is told is one that the other report can mean: for what was held, of the three
          days up to its publication. Then each side has an actor in common, or one report names nobody of it. What is
          planned may also be told by a month that holds the day that the other tells, if each side has an actor in
          common. A plan without any date needs an actor in common on each side, and two of them a country of the place.
          One of two sides also means what takes place within two weeks of its report, if no other place is told and
          neither or both are visits; but nothing when there are two such days.
status    Held, or planned and then held; planned, postponed and cancelled in any order. Not held and called off.
          What is planned after the other one was held is another one.
place     Visits go to one country. Two countries for the same meeting need an actor in common on each side; then it is
          a disagreement.

An actor in common is a person of the register, a name, or an office that one person holds at a time ("Foreign
Minister", "Minister for Foreign Affairs") when one report does not name its holder, or by a letter or two otherwise.

Of several that fit, the one of the nearest day is meant; then the same kind, more actors in common and the same
place decide; and if they are still equal, none is meant.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from readout.facts.folding import folded, full_key
from readout.link.days import days_between, days_told
from readout.link.offices import Office, offices_of, sides_in_common
from readout.link.same_actor import side_of
from readout.model.record import Engagement, Record
from readout.model.vocabulary import ActorKind, EngagementKind, Status

NEAR = 1  # days between two days told
REPORTED_WITHIN = 3  # days between two reports, and between what was held and the report of it
LATER = 14  # days from the report of a plan without a date to what it means
LONG = 7  # days; a longer span tells no day
TWO = 2  # sides
FACE_TO_FACE = frozenset({EngagementKind.MEETING, EngagementKind.TALKS, EngagementKind.VISIT, EngagementKind.SUMMIT})
NAMED = frozenset({ActorKind.PERSON, ActorKind.ORGANISATION})
OFF = frozenset({Status.POSTPONED, Status.CANCELLED})


class EngagementKey(msgspec.Struct, frozen=True, kw_only=True):
    """What the rule asks of an engagement; small, so that an archive can keep it for each.

    Attributes:
        document: Id of the report.
        sides: Countries, and names of actors without one; sorted.
        persons: Side and register id of each person; sorted.
        names: Side and folded name of each other person, and of each body; sorted.
        offices: Side, office and folded name ("" for none) of each actor of an office that one person holds; sorted.
        first: ISO 8601 day on which it began; None when the text tells none, or no more than a year.
        last: ISO 8601 day on which it ended; `first` when it took one day.
        published: ISO 8601 day of the report.
        undated: Whether it is a plan for which no date at all is told, not even a year.
    """

    document: str
    sides: tuple[str, ...]
    persons: tuple[tuple[str, str], ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    offices: tuple[Office, ...] = ()
    kind: EngagementKind
    first: str | None = None
    last: str | None = None
    status: Status
    place_country: str | None = None
    published: str | None = None
    undated: bool = False


class Match(NamedTuple):
    """How well two engagements fit; the least rank is the best.

    Attributes:
        days: Between the days told; None when one of them is not told.
        actors: How many persons, bodies and offices are in both.
        later: Whether they fit only as a plan without a date and a day that came later.
    """

    days: int | None
    same_kind: bool
    actors: int
    same_place: bool
    later: bool = False

    @property
    def rank(self) -> tuple[int, bool, int, bool]:
        days = NEAR + 1 + self.later if self.days is None else self.days
        return days, not self.same_kind, -self.actors, not self.same_place


def key_of(record: Record, engagement: Engagement) -> EngagementKey:
    """The key of one of the record's engagements."""
    actors = {actor.key: actor for actor in record.actors}
    part = [actors[key] for key in engagement.participants if key in actors]
    named = [actor for actor in part if actor.kind in NAMED]
    days = None if engagement.date_inferred else days_told(engagement.date, engagement.end_date)
    return EngagementKey(
        document=record.document.id,
        sides=tuple(sorted({side_of(actor) for actor in part})),
        persons=tuple(sorted({(side_of(actor), actor.person) for actor in named if actor.person})),
        names=tuple(sorted({(side_of(each), full_key(folded(each.name))) for each in named if not each.person})),
        offices=offices_of(part),
        kind=engagement.kind,
        first=days[0].isoformat() if days else None,
        last=days[1].isoformat() if days else None,
        status=engagement.status,
        place_country=engagement.place_country,
        published=record.document.published,
        undated=engagement.status is Status.PLANNED and engagement.date is None,
    )


def same_engagement(one: EngagementKey, other: EngagementKey) -> Match | None:
    """How well they fit by the rule above; None when they are not the same."""
    fits = (
        one.document != other.document
        and _family(one.kind) == _family(other.kind)
        and _same_sides(one.sides, other.sides)
        and _same_status(one, other)
        and not _other_persons(one, other)
    )
    if not fits:
        return None
    in_common = _in_common(one, other)
    on_each_side = len(in_common) >= TWO
    same_place = one.place_country == other.place_country or None in (one.place_country, other.place_country)
    visits = one.kind is other.kind is EngagementKind.VISIT
    if not same_place and (visits or not on_each_side):
        return None
    days = _days_apart(one, other)
    later = days is None and not _days_fit(one, other, in_common)
    if later and not (on_each_side and same_place and (_is_later(one, other) or _is_later(other, one))):
        return None
    if days is not None and days > NEAR:
        return None
    named = {*one.persons, *one.names} & {*other.persons, *other.names}
    by_office = in_common - {side for side, _ in named}
    return Match(days, one.kind is other.kind, len(named) + len(by_office), same_place, later)


def contradicts(fits: Iterable[EngagementKey]) -> bool:
    """Whether engagements, all of which a plan without a date may mean, are of several days."""
    days = [told for key in fits if (told := _told(key)) is not None and not _is_long(told)]
    return bool(days) and days_between(min(days, key=lambda it: it[1]), max(days)) > NEAR


def plan_in(one: EngagementKey, other: EngagementKey) -> EngagementKey | None:
    """Which of the two is a plan without a date, if the other one tells its day."""
    for plan, dated in ((one, other), (other, one)):
        days = _told(dated)
        if days_ahead(plan) and days is not None and not _is_long(days):
            return plan
    return None


def days_ahead(key: EngagementKey) -> tuple[date, date] | None:
    """The days that a plan without a date can mean; None for everything else."""
    published = _day(key.published)
    if not key.undated or key.first is not None or published is None or len(key.sides) != TWO:
        return None
    return published, published + min(timedelta(LATER), date.max - published)


def candidate_pairs(keys: Sequence[EngagementKey]) -> Iterator[tuple[int, int]]:
    """Places of keys that may fit, each pair once, the lesser place first.

    Sorts the keys of the same sides by day and by publication and looks only at neighbours, so that the time grows
    with the number of keys and of pairs found, not with all pairs.
    """
    seen: set[tuple[int, int]] = set()
    buckets: defaultdict[str, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        for name in bucket_names(key):
            buckets[name].append(place)
    for places in buckets.values():
        told = [(*days, place) for place in places if (days := _told(keys[place]) or days_ahead(keys[place]))]
        reports = [
            (day - timedelta(REPORTED_WITHIN), day, place)
            for place in places
            if (day := _day(keys[place].published)) is not None
        ]
        for pair in (*_neighbours(told), *_neighbours(reports)):
            if pair not in seen:
                seen.add(pair)
                yield pair


def bucket_names(key: EngagementKey) -> tuple[str, ...]:
    """Engagements that are the same have one of these names in common; an archive may index them."""
    family = _family(key.kind)
    if len(key.sides) < TWO:
        return ()
    if len(key.sides) == TWO:
        return (f"{family}: {key.sides[0]}, {key.sides[1]}",)
    return tuple(f"{family} of several: {side}" for side in key.sides)


def _neighbours(spans: Sequence[tuple[date, date, int]]) -> Iterator[tuple[int, int]]:
    """Pairs of spans of days that touch, or that a day lies between."""
    ordered = sorted(spans)
    for at, (_, last, place) in enumerate(ordered):
        for first, _, other in ordered[at + 1 :]:
            if (first - last).days > NEAR:
                break
            yield min(place, other), max(place, other)


def _family(kind: EngagementKind) -> str:
    return "face to face" if kind in FACE_TO_FACE else kind.value


def _same_sides(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if min(len(one), len(other)) <= TWO:
        return one == other and len(one) == TWO
    together = len(set(one) & set(other))
    return together >= TWO and 2 * together >= len(set(one) | set(other))


def _same_status(one: EngagementKey, other: EngagementKey) -> bool:
    statuses = {one.status, other.status}
    if statuses == {Status.HELD, Status.PLANNED}:
        plan, held = (one, other) if one.status is Status.PLANNED else (other, one)
        told, day = _day(plan.published), _day(held.last or held.published)
        return told is None or day is None or (told - day).days <= NEAR
    return Status.HELD not in statuses or not statuses & OFF


def _other_persons(one: EngagementKey, other: EngagementKey) -> bool:
    """Whether a side has registered persons in both keys and none in common."""
    of_one, of_other = _by_side(one.persons), _by_side(other.persons)
    return any(not of_one[side] & of_other[side] for side in of_one.keys() & of_other.keys())


def _named(key: EngagementKey) -> dict[str, set[str]]:
    return _by_side((*key.persons, *key.names))


def _by_side(actors: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for side, actor in actors:
        found.setdefault(side, set()).add(actor)
    return found


def _in_common(one: EngagementKey, other: EngagementKey) -> frozenset[str]:
    """The sides that have an actor in common."""
    named = {*one.persons, *one.names} & {*other.persons, *other.names}
    return sides_in_common(one.offices, other.offices).union(side for side, _ in named)


def _actors_fit(one: EngagementKey, other: EngagementKey, in_common: frozenset[str]) -> bool:
    """Whether each side has an actor in common, or one of the two names nobody of it, and not so all of them."""
    named, of_other = _named(one), _named(other)
    sides = named.keys() & of_other.keys()
    return sides <= in_common and bool(sides or not named or not of_other)


def _is_later(plan: EngagementKey, other: EngagementKey) -> bool:
    """Whether the other one, of a day that is told, may be what a plan without a date means."""
    days, ahead = _told(other), days_ahead(plan)
    if days is None or ahead is None or _is_long(days) or other.status in OFF:
        return False
    visits = (plan.kind is EngagementKind.VISIT) == (other.kind is EngagementKind.VISIT)
    return visits and days_between(ahead, days) <= (NEAR if days < ahead else 0)


def _days_apart(one: EngagementKey, other: EngagementKey) -> int | None:
    """Days between the days told; None when one is not told, or by too long a span."""
    days, of_other = _told(one), _told(other)
    if days is None or of_other is None or _is_long(days) or _is_long(of_other):
        return None
    return days_between(days, of_other)


def _days_fit(one: EngagementKey, other: EngagementKey, in_common: frozenset[str]) -> bool:
    """Whether they can be of one day although one of the days is not told, or by a long span."""
    days, of_other = _told(one), _told(other)
    if days is not None and of_other is not None:
        if days_between(days, of_other):
            return False
        if Status.PLANNED in (one.status, other.status) and len(in_common) >= TWO:
            return True
    if (one.undated or other.undated) and len(in_common) < TWO:
        return False
    if one.undated and other.undated and (one.place_country is None or one.place_country != other.place_country):
        return False
    if not _actors_fit(one, other, in_common):
        return False
    reports = _day(one.published), _day(other.published)
    if reports[0] is None or reports[1] is None or abs((reports[0] - reports[1]).days) > REPORTED_WITHIN:
        return False
    return _can_mean(one, of_other) and _can_mean(other, days)


def _can_mean(key: EngagementKey, days: tuple[date, date] | None) -> bool:
    """Whether a report that tells no day can mean these days of another one."""
    published = _day(key.published)
    if days is None or key.first is not None or published is None:
        return True
    if key.status is Status.HELD:
        return days_between((published - timedelta(REPORTED_WITHIN), published), days) <= NEAR
    return (published - days[1]).days <= NEAR


def _told(key: EngagementKey) -> tuple[date, date] | None:
    first, last = _day(key.first), _day(key.last)
    return (first, last or first) if first is not None else None


def _is_long(days: tuple[date, date]) -> bool:
    return (days[1] - days[0]).days > LONG


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
