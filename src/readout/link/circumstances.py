"""When, where, by whom and how each report says an engagement took place, and where two contradict each other."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from readout.facts.folding import folded, full_key
from readout.link.compared import Answer, Circumstance, Words
from readout.link.days import days_between, days_told
from readout.link.same_actor import may_be_same
from readout.link.told import ToldEngagement
from readout.model.record import Actor
from readout.model.vocabulary import Status

Compare = Callable[[ToldEngagement, ToldEngagement], bool]


def compare_circumstances(
    reports: Sequence[ToldEngagement],
) -> tuple[tuple[Circumstance, ...], tuple[Circumstance, ...]]:
    """Those in which two reports contradict each other, and the others that at least one report tells.

    A report that is silent contradicts nobody, nor does one that is less exact: a month and a day in it, a state and
    its minister, a plan and what came of it.
    """
    disagreements, others = [], []
    for field, (answer, contradict) in FIELDS.items():
        circumstance = Circumstance(field=field, answers=tuple(answer(report, field) for report in reports))
        if any(contradict(one, other) for one, other in combinations(reports, 2)):
            disagreements.append(circumstance)
        elif any(each.value is not None for each in circumstance.answers):
            others.append(circumstance)
    return tuple(disagreements), tuple(others)


def date_of(report: ToldEngagement) -> str | None:
    """The date, or `start/end`."""
    first, last = report.engagement.date, report.engagement.end_date
    return f"{first}/{last}" if first and last and last != first else first


def _answer(report: ToldEngagement, value: str | None, words: Words) -> Answer:
    return Answer(document=report.record.document.id, value=value, words=words)


def _said(report: ToldEngagement, field: str) -> Answer:
    value: str | None = getattr(report.engagement, field)
    return _answer(report, str(value) if value is not None else None, report.because(field))


def _date(report: ToldEngagement, field: str) -> Answer:
    told = None if report.engagement.date_inferred else date_of(report)
    return _answer(report, told, report.because(field) if told else report.words(()))


def _actor(report: ToldEngagement, field: str) -> Answer:
    actor = _actor_of(report, field)
    return _answer(report, actor.name if actor else None, report.because(field))


def _participants(report: ToldEngagement, field: str) -> Answer:
    actors = report.participants
    near = [span for actor in actors for span in report.nearest_mention(actor)]
    return _answer(report, "; ".join(actor.name for actor in actors) or None, report.words(near))


def _actor_of(report: ToldEngagement, field: str) -> Actor | None:
    return report.actors.get(getattr(report.engagement, field) or "")


def _other_kind(one: ToldEngagement, other: ToldEngagement) -> bool:
    return one.engagement.kind != other.engagement.kind


def _other_status(one: ToldEngagement, other: ToldEngagement) -> bool:
    statuses = {one.engagement.status, other.engagement.status}
    return len(statuses) > 1 and statuses != {Status.PLANNED, Status.HELD}


def _other_date(one: ToldEngagement, other: ToldEngagement) -> bool:
    days = [
        None if it.engagement.date_inferred else days_told(it.engagement.date, it.engagement.end_date)
        for it in (one, other)
    ]
    return days[0] is not None and days[1] is not None and days_between(days[0], days[1]) > 0


def _other_actor(field: str) -> Compare:
    def contradict(one: ToldEngagement, other: ToldEngagement) -> bool:
        actor, of_other = _actor_of(one, field), _actor_of(other, field)
        return actor is not None and of_other is not None and not may_be_same(actor, of_other)

    return contradict


def _other_place(one: ToldEngagement, other: ToldEngagement) -> bool:
    place, of_other = one.engagement.place, other.engagement.place
    if place is None or of_other is None:
        return False
    countries = one.engagement.place_country, other.engagement.place_country
    if None not in countries and countries[0] != countries[1]:
        return True
    return not (_is_part(place, of_other) or _is_part(of_other, place) or _names_country(one) or _names_country(other))


def _is_part(place: str, of_other: str) -> bool:
    return set(folded(place)) <= set(folded(of_other)) or full_key(folded(place)) == full_key(folded(of_other))


def _names_country(report: ToldEngagement) -> bool:
    """Whether the place told is a country and no more."""
    country = report.engagement.place_country
    states = (actor for actor in report.record.actors if country and actor.country == country and actor.kind == "state")
    return any(_is_part(report.engagement.place or "", state.name) for state in states)


def _other_participants(one: ToldEngagement, other: ToldEngagement) -> bool:
    return any(_unmatched(one, other)) or any(_unmatched(other, one))


def _unmatched(one: ToldEngagement, other: ToldEngagement) -> Iterator[Actor]:
    for actor in one.participants:
        if not any(may_be_same(actor, theirs) for theirs in other.participants):
            yield actor


FIELDS: dict[str, tuple[Callable[[ToldEngagement, str], Answer], Compare]] = {
    "kind": (_said, _other_kind),
    "status": (_said, _other_status),
    "date": (_date, _other_date),
    "initiator": (_actor, _other_actor("initiator")),
    "host": (_actor, _other_actor("host")),
    "place": (_said, _other_place),
    "participants": (_participants, _other_participants),
}
