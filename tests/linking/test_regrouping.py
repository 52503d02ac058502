import random
from itertools import combinations

import pytest

from readout.link import regrouping
from readout.link.groups import group_engagements
from readout.link.same_engagement import same_engagement
from readout.link.shelves import places_of, stretches_of
from tests.linking.kept import KeptInMemory, some_reports


def grouped_at_once(reports):
    known = sorted((each for report in reports for each in report), key=lambda each: each.order)
    groups = group_engagements([each.key for each in known])
    return {frozenset(known[place].name for place in group) for group in groups}


def kept(reports):
    memory = KeptInMemory()
    for report in reports:
        memory.add(report)
    return memory


def pairs_of_different_reports(reports):
    return [(one, other) for first, second in combinations(reports, 2) for one in first for other in second]


def stands_on(stretches, key):
    places = places_of(key)
    return any(shelf == name and first <= day <= last for shelf, day in places for name, first, last in stretches)


@pytest.mark.parametrize("seed", range(5))
def test_all_that_may_be_the_same_stands_on_a_stretch_that_is_looked_at(seed):
    keys = [known.key for report in some_reports(seed, 80) for known in report]
    fitting = [(one, other) for one in keys for other in keys if same_engagement(one, other)]
    assert len(fitting) > 50
    for one, other in fitting:
        assert stands_on(stretches_of(one), other), (one, other)


@pytest.mark.parametrize("seed", range(8))
def test_reports_added_in_any_order_are_grouped_as_all_at_once(seed, monkeypatch):
    monkeypatch.setattr(regrouping, "LONGEST", 1_000)
    reports = some_reports(seed, 40)
    expected = grouped_at_once(reports)
    assert len(expected) > 3
    for turn in range(3):
        shuffled = random.Random(turn).sample(reports, len(reports))
        assert kept(shuffled).found() == expected


@pytest.mark.parametrize("seed", range(8))
def test_what_is_removed_leaves_the_groups_as_if_it_had_never_been(seed, monkeypatch):
    monkeypatch.setattr(regrouping, "LONGEST", 1_000)
    reports = some_reports(seed, 40)
    memory = kept(reports)
    for report in reports[::3]:
        memory.remove(report)
    assert memory.found() == grouped_at_once([report for place, report in enumerate(reports) if place % 3])


@pytest.mark.parametrize("seed", range(8))
def test_in_a_long_chain_every_group_still_keeps_the_rule(seed, monkeypatch):
    monkeypatch.setattr(regrouping, "LONGEST", 3)
    reports = some_reports(seed, 60)
    memory = kept(reports)
    for report in reports[::4]:
        memory.remove(report)
    groups = memory.found()
    assert len(groups) > 3
    assert sum(map(len, groups)) == len(set().union(*groups))
    for group in groups:
        members = [memory.kept[name] for name in group]
        assert len(members) > 1
        for place, one in enumerate(members):
            assert all(same_engagement(one.key, other.key) for other in members[place + 1 :])


def test_plans_without_a_day_are_among_what_is_tried():
    pairs = [pair for seed in range(5) for pair in pairs_of_different_reports(some_reports(seed, 80))]
    matches = [match for one, other in pairs if (match := same_engagement(one.key, other.key)) is not None]
    assert sum(match.later for match in matches) > 10


def test_a_report_asks_for_its_own_days_only():
    memory = kept(some_reports(1, 300, days=3_000))
    memory.passed = 0
    memory.add([known for report in some_reports(2, 1) for known in report])
    assert memory.passed < 30
