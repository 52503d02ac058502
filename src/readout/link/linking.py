"""One report linked with the many that are kept: the same engagements, the same persons, near-duplicate texts.

Every report keeps its own version: nothing is merged, and what reports contradict each other in is listed by
`readout.link.comparison.compare_engagement`. Linking asks for what stands near the new report and no more, so that its
time does not grow with what is kept.

What is guaranteed: the same reports give the same links, in whatever order they are added, replaced and removed, as
long as no chain of engagements is longer than `regrouping.LONGEST` and no text has more candidates than a look-up
gives (the archive's: `MOST_TEXTS`).
"""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from readout.link.look_up import Known, LookUp, Name
from readout.link.near_duplicates import NearDuplicate, bands_of, near_duplicates, runs_of
from readout.link.regrouping import Group, regroup
from readout.link.same_actor import same_actor
from readout.link.same_engagement import bucket_names, key_of
from readout.model.record import Actor, Record
from readout.model.vocabulary import ActorKind

REPRINTED_WITHIN = 7  # days between two reports whose texts are compared


class SharedPerson(msgspec.Struct, frozen=True):
    """A person who takes part in an engagement by two reports.

    Attributes:
        key: Of the actor in the new report.
        document: Id of the other report.
        other: Key of the actor there.
    """

    key: str
    document: str
    other: str


class Links(msgspec.Struct, frozen=True):
    """What a report is linked with.

    Attributes:
        bands: Of its text, to be kept for those that come.
        near: Other reports' ids and how near their texts are, the nearest first.
        groups: The same engagement in several reports, one of them of this one; by the first published.
        regrouped: All groups that are otherwise now, those of `groups` among them.
        touched: Names of the engagements whose group may be another now.
        persons: Whom it shares with the reports in `groups`.
    """

    bands: tuple[int, ...] = ()
    near: tuple[tuple[str, NearDuplicate], ...] = ()
    groups: tuple[Group, ...] = ()
    regrouped: tuple[Group, ...] = ()
    touched: frozenset[Name] = frozenset()
    persons: tuple[SharedPerson, ...] = ()


def link(record: Record, look_up: LookUp) -> Links:
    """What the report is linked with; its engagements are kept by now (`linkable`)."""
    bands = bands_of(runs_of(record.document.text))
    known = linkable(record)
    found = regroup(known, look_up)
    groups = tuple(group for group in found.groups if any(each.key.document == record.document.id for each in group))
    return Links(
        bands=bands,
        near=tuple(find_near(record, bands, look_up)),
        groups=groups,
        regrouped=found.groups,
        touched=found.touched,
        persons=tuple(shared_persons(record, groups, look_up)),
    )


def linkable(record: Record) -> list[Known]:
    """Those of its engagements that have two sides at least."""
    found = (Known(engagement.id, key_of(record, engagement)) for engagement in record.engagements)
    return [known for known in found if bucket_names(known.key)]


def find_near(record: Record, bands: Sequence[int], look_up: LookUp) -> list[tuple[str, NearDuplicate]]:
    """Other reports with nearly the same text that appeared about the same time; of undated ones, undated ones."""
    document = record.document
    if not bands:
        return []
    texts = look_up.texts_in(bands, *days_around(document.published))
    return near_duplicates(document.text, (each for each in texts if each[0] != document.id))


def days_around(published: str | None) -> tuple[str, str]:
    """First and last day on which a near duplicate can appear; "" twice for a report without a day."""
    try:
        day = date.fromisoformat(published or "")
        return (day - timedelta(REPRINTED_WITHIN)).isoformat(), (day + timedelta(REPRINTED_WITHIN)).isoformat()
    except (ValueError, OverflowError):
        return "", ""


def shared_persons(record: Record, groups: Sequence[Group], look_up: LookUp) -> list[SharedPerson]:
    """The persons who take part in the same engagement by this report and by another one; in the order of the groups.

    A last name is enough here (`same_actor`), as it is not in reports that have nothing in common.
    """
    found: dict[SharedPerson, None] = {}
    for group in groups:
        own = [name for name in (known.name for known in group) if name[0] == record.document.id]
        ours = [actor for name in own for actor in _persons(look_up.participants_in(name))]
        others = [known.name for known in group if known.name not in own]
        for name in others:
            theirs = _persons(look_up.participants_in(name))
            pairs = ((one, other) for one in ours for other in theirs if same_actor(one, other))
            found.update((SharedPerson(one.key, name[0], other.key), None) for one, other in pairs)
    return list(found)


def _persons(actors: Sequence[Actor]) -> list[Actor]:
    return [actor for actor in actors if actor.kind is ActorKind.PERSON]
