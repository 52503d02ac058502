"""Engagements kept in memory, for tests that need a look-up and no archive; and keys of many kinds."""

import random
from datetime import date, timedelta

from readout.link.look_up import Known
from readout.link.regrouping import regroup, without
from readout.link.same_engagement import EngagementKey
from readout.link.shelves import places_of
from readout.model.vocabulary import EngagementKind, Status

FIRST = date(2021, 3, 1)


class KeptInMemory:
    """A `LookUp` for engagements alone; `passed` counts those that were given out."""

    def __init__(self):
        self.kept = {}
        self.groups = {}
        self.passed = 0

    def engagements_in(self, stretches):
        for known in list(self.kept.values()):
            places = places_of(known.key)
            if any(shelf == name and first <= day <= last for shelf, day in places for name, first, last in stretches):
                self.passed += 1
                yield known

    def together_with(self, name):
        return [self.kept[each] for each in self.groups.get(name, ())]

    def add(self, report):
        self.kept.update((known.name, known) for known in report)
        self._mend(regroup(report, self))

    def remove(self, report):
        self._mend(without(report, self))
        for known in report:
            del self.kept[known.name]

    def found(self):
        return {frozenset(group) for group in self.groups.values()}

    def _mend(self, regrouped):
        for name in regrouped.touched:
            self.groups.pop(name, None)
        for group in regrouped.groups:
            names = tuple(known.name for known in group)
            self.groups.update((name, names) for name in names)


def some_reports(seed, number, days=40):
    """Reports of one to three engagements each, of few sides and days, so that many may be the same."""
    dice = random.Random(seed)
    return [[some_known(dice, f"doc-{report:04}", place, days) for place in range(dice.randint(1, 3))]
            for report in range(number)]  # fmt: skip


def some_known(dice, document, place, days):
    day = FIRST + timedelta(dice.randrange(days))
    length = dice.choice([0, 0, 0, 1, 3, 20, 40])
    told = dice.random() < 0.7
    sides = tuple(sorted(dice.sample(["CHL", "FIN", "NOR", "PER"], dice.choice([2, 2, 2, 3]))))
    persons = tuple((side, f"{side}-{dice.choice('ab')}") for side in sides if dice.random() < 0.5)
    names = tuple((side, dice.choice("cd")) for side in sides if dice.random() < 0.3)
    offices = tuple((side, "foreign_minister", dice.choice(["", "ahonen", "ahoonen"]))
                    for side in sides if dice.random() < 0.8)  # fmt: skip
    status = dice.choice([Status.HELD, Status.HELD, Status.PLANNED, Status.PLANNED, Status.POSTPONED])
    key = EngagementKey(
        document=document, sides=sides, persons=persons, names=names, offices=offices, status=status,
        kind=dice.choice([EngagementKind.MEETING, EngagementKind.VISIT, EngagementKind.PHONE_CALL]),
        first=day.isoformat() if told else None,
        last=(day + timedelta(length)).isoformat() if told else None,
        place_country=dice.choice([None, "CHE"]),
        published=(day + timedelta(dice.randint(-10, 4))).isoformat() if dice.random() < 0.9 else None,
        undated=status is Status.PLANNED and not told,
    )  # fmt: skip
    return Known(f"en-{place}", key)
