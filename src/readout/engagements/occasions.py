"""Which engagements of a report are parts of one occasion: the visit, the talks held on it, what was signed there."""

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from readout.actors import Cast
from readout.engagements.narrator import sides_of
from readout.model.record import Engagement, Evidence
from readout.model.vocabulary import ActorKind, EngagementKind, Role

# the kinds that can be parts of one occasion; what was said there was said in the first of them
PARTS = (
    EngagementKind.SUMMIT,
    EngagementKind.TALKS,
    EngagementKind.MEETING,
    EngagementKind.VISIT,
    EngagementKind.CEREMONY,
)
DAY = timedelta(days=1)


def with_days_of_parts(cast: Cast, engagements: Sequence[Engagement]) -> tuple[Engagement, ...]:
    """An engagement whose day is only inferred has it told where a part of the same occasion tells the same day."""
    found = list(engagements)
    for number, principal in enumerate(principals(cast, engagements)):
        part, whole = engagements[number], found[principal]
        told = part.date is not None and not part.date_inferred and part.end_date is None
        if whole.date_inferred and told and part.date == whole.date:
            evidence = Evidence({**whole.evidence, "date": part.evidence["date"]})
            found[principal] = replace(whole, date_inferred=False, evidence=evidence)
    return tuple(found)


def principals(cast: Cast, engagements: Sequence[Engagement]) -> list[int]:
    """For each engagement, by number, the one that carries what is told of the whole occasion; mostly itself.

    Parts of one occasion are main, of one status, face to face, of the same two sides and of days that meet, and do
    not name different persons for one side.
    """
    order = sorted(range(len(engagements)), key=lambda number: _rank(cast, engagements[number]))
    found = list(range(len(engagements)))
    for number in order:
        if found[number] != number or not _can_be_part(engagements[number]):
            continue
        for other in order[order.index(number) + 1 :]:
            if found[other] == other and _are_one(cast, engagements[number], engagements[other]):
                found[other] = number
    return found


def _rank(cast: Cast, engagement: Engagement) -> tuple[int, int]:
    """Persons on both sides first, then by kind; the order of telling decides the rest."""
    sides = {cast.country(key) for key in engagement.participants if cast.by_key[key].kind is ActorKind.PERSON}
    place = PARTS.index(engagement.kind) if engagement.kind in PARTS else len(PARTS)
    ceremony = engagement.kind is EngagementKind.CEREMONY
    return -min(2, len(sides - {None})) + 2 * ceremony, place


def _can_be_part(engagement: Engagement) -> bool:
    return engagement.role is Role.MAIN and engagement.kind in PARTS


def _are_one(cast: Cast, one: Engagement, other: Engagement) -> bool:
    if not (_can_be_part(other) and one.status is other.status):
        return False
    sides = set(sides_of(cast, one))
    return (
        len(sides) > 1
        and sides == set(sides_of(cast, other))
        and _days_meet(one, other)
        and _same_people(cast, one, other)
    )


def _same_people(cast: Cast, one: Engagement, other: Engagement) -> bool:
    people = [
        {(cast.country(key), key) for key in each.participants if cast.by_key[key].kind is ActorKind.PERSON}
        for each in (one, other)
    ]
    both = {side for side, _ in people[0]} & {side for side, _ in people[1]}
    return all(
        {key for side, key in people[0] if side == each} & {key for side, key in people[1] if side == each}
        for each in both
    )


def _days_meet(one: Engagement, other: Engagement) -> bool:
    """Days equal, one apart or within each other; a day that is only inferred, or not told, meets every other."""
    days = [_days(each) for each in (one, other)]
    if days[0] is None or days[1] is None:
        return True
    (first, last), (of_other, last_of_other) = days[0], days[1]
    return first <= last_of_other + DAY and of_other <= last + DAY


def _days(engagement: Engagement) -> tuple[date, date] | None:
    told = engagement.date
    if told is None or len(told) != 10 or engagement.date_inferred:
        return None
    end = engagement.end_date if engagement.end_date and len(engagement.end_date) == 10 else told
    return date.fromisoformat(told), date.fromisoformat(end)
