from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from readout.link.groups import group_engagements
from readout.link.same_engagement import EngagementKey, candidate_pairs, same_engagement
from readout.model.vocabulary import EngagementKind, Status

CALL = EngagementKey(
    document="one", sides=("FIN", "SWE"), persons=(("FIN", "FIN-a"), ("SWE", "SWE-b")), kind=EngagementKind.PHONE_CALL,
    first="2031-05-06", last="2031-05-06", status=Status.HELD, published="2031-05-07",
)  # fmt: skip
UNKNOWN = {"first": None, "last": None}


def other(**changes):
    return replace(CALL, document="two", **changes)


def on(day, last=None):
    return {"first": day, "last": last or day}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        on("2031-05-07"),
        on("2031-05-05"),
        on("2031-05-05", "2031-05-08"),
        UNKNOWN,
        UNKNOWN | {"published": "2031-05-08"},
        {"persons": (("FIN", "FIN-a"),)},
        {"persons": (), "names": (("SWE", "somebody"),)},
        {"status": Status.PLANNED, "published": "2031-05-01"},
    ],
)
def test_what_the_rule_joins(changes):
    assert same_engagement(CALL, other(**changes)) is not None
    assert same_engagement(other(**changes), CALL) is not None


@pytest.mark.parametrize(
    "changes",
    [
        {"document": "one"},
        on("2031-05-08"),
        on("2031-05-01", "2031-05-04"),
        UNKNOWN | {"published": None},
        UNKNOWN | {"published": "2031-05-11"},
        UNKNOWN | {"published": "2031-05-04"},
        {"sides": ("FIN", "NOR")},
        {"sides": ("FIN", "NOR", "SWE")},
        {"sides": ("FIN",)},
        {"persons": (("FIN", "FIN-a"), ("SWE", "SWE-c"))},
        {"kind": EngagementKind.MEETING},
        {"status": Status.CANCELLED},
        {"status": Status.PLANNED, "published": "2031-05-20"},
    ],
)
def test_what_the_rule_keeps_apart(changes):
    changed = replace(other(), **changes)
    assert same_engagement(CALL, changed) is None
    assert same_engagement(changed, CALL) is None


def test_without_a_day_an_actor_of_each_side_has_to_agree():
    minister = replace(CALL, persons=(("FIN", "FIN-a"),), names=(("SWE", "riksdag"),), **UNKNOWN)
    assert same_engagement(minister, other()) is None
    assert same_engagement(replace(minister, names=()), other()) is not None


def test_meetings_talks_visits_and_summits_are_one_family():
    kinds = (EngagementKind.MEETING, EngagementKind.TALKS, EngagementKind.VISIT, EngagementKind.SUMMIT)
    for one, another in combinations(kinds, 2):
        assert same_engagement(replace(CALL, kind=one), other(kind=another)) is not None


def test_visits_go_to_one_country_but_a_meeting_may_be_told_of_two_places():
    there, here = {"place_country": "SWE"}, {"place_country": "FIN"}
    visit, meeting = {"kind": EngagementKind.VISIT}, {"kind": EngagementKind.MEETING}
    assert same_engagement(replace(CALL, **visit, **there), other(**visit, **here)) is None
    assert same_engagement(replace(CALL, **meeting, **there), other(**meeting, **here)) is not None
    assert same_engagement(replace(CALL, **meeting, **there), other(**meeting, **here, persons=())) is None


def test_a_plan_told_by_a_month_is_of_a_day_in_it_when_the_persons_agree():
    plan = replace(CALL, status=Status.PLANNED, published="2031-04-02", **on("2031-05-01", "2031-05-31"))
    assert same_engagement(plan, other()) is not None
    assert same_engagement(plan, other(persons=())) is None
    assert same_engagement(plan, other(**on("2031-06-02"))) is None


def test_of_several_sides_half_have_to_agree():
    five = replace(CALL, sides=("DNK", "FIN", "ISL", "NOR", "SWE"), persons=())
    assert same_engagement(five, other(sides=("DNK", "FIN", "NOR"), persons=())) is not None
    assert same_engagement(five, other(sides=("DEU", "FIN", "FRA", "NOR"), persons=())) is None


def test_the_nearest_day_is_meant():
    keys = [CALL, other(**on("2031-05-07")), other()]
    assert group_engagements(keys) == ((0, 2),)


def test_of_two_that_fit_equally_none_is_meant():
    assert group_engagements([CALL, other(), other()]) == ()


def test_a_chain_of_days_does_not_join_what_lies_apart():
    keys = [replace(CALL, document=str(day), **on(f"2031-05-{day:02}")) for day in range(6, 12)]
    assert group_engagements(keys) == ((0, 1), (2, 3), (4, 5))


def test_three_reports_of_one_call_are_one_group():
    keys = [CALL, other(), replace(CALL, document="three", **UNKNOWN)]
    assert group_engagements(keys) == ((0, 1, 2),)


days = st.dates().map(lambda day: f"2031-05-{1 + day.toordinal() % 28:02}")
maybe_days = st.none() | days
keys = st.builds(
    EngagementKey,
    document=st.sampled_from("abcd"),
    sides=st.sets(st.sampled_from(("FIN", "NOR", "SWE", "DNK")), max_size=4).map(lambda sides: tuple(sorted(sides))),
    kind=st.sampled_from((EngagementKind.PHONE_CALL, EngagementKind.MEETING, EngagementKind.VISIT)),
    first=maybe_days,
    last=st.none(),
    status=st.sampled_from(Status),
    published=maybe_days,
    offices=st.sampled_from(((), (("FIN", "head_of_state", ""), ("SWE", "head_of_state", "")))),
    undated=st.booleans(),
)


@given(st.lists(keys, max_size=12))
def test_every_pair_that_the_rule_joins_is_a_candidate(found):
    candidates = set(candidate_pairs(found))
    for one, another in combinations(range(len(found)), 2):
        if same_engagement(found[one], found[another]) is not None:
            assert (one, another) in candidates


@given(st.lists(keys, max_size=8))
def test_a_group_has_one_engagement_of_a_report_and_all_of_it_fits(found):
    for group in group_engagements(found):
        assert len({found[place].document for place in group}) == len(group)
        for one, another in combinations(group, 2):
            assert same_engagement(found[one], found[another]) is not None


def test_the_pairs_looked_at_grow_with_the_keys_not_with_their_square():
    keys = [
        replace(CALL, document=f"{year}-{month}-{day}", **on(f"{year}-{month:02}-{day:02}"), published=None)
        for year in range(2001, 2009) for month in range(1, 13) for day in range(1, 29, 3)
    ]  # fmt: skip
    assert len(keys) > 900
    assert len(list(candidate_pairs(keys))) < len(keys)
