"""Plans without a day, and the actors that two reports have in common by an office."""

import pytest
from msgspec.structs import replace

import readout
from readout.link.groups import group_engagements
from readout.link.offices import offices_of, sides_in_common
from readout.link.same_engagement import EngagementKey, key_of, same_engagement
from readout.model.record import Actor
from readout.model.vocabulary import ActorKind, EngagementKind, Status

PLAN = EngagementKey(
    document="plan", sides=("FIN", "SWE"), persons=(("FIN", "FIN-a"), ("SWE", "SWE-b")), kind=EngagementKind.TALKS,
    status=Status.PLANNED, published="2031-05-01", undated=True,
)  # fmt: skip
MEETING = replace(
    PLAN, document="meeting", kind=EngagementKind.MEETING, first="2031-05-13", last="2031-05-13", undated=False,
    status=Status.HELD, published="2031-05-14",
)  # fmt: skip


def on(day, **changes):
    return replace(MEETING, document=day, first=day, last=day, published=day, **changes)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"status": Status.PLANNED, "published": "2031-05-12"},
        {"first": "2031-05-01", "last": "2031-05-01"},
        {"first": "2031-05-15", "last": "2031-05-17"},
        {"place_country": "FIN"},
    ],
)
def test_a_plan_without_a_day_means_what_comes_within_two_weeks(changes):
    assert same_engagement(PLAN, replace(MEETING, **changes)) is not None
    assert same_engagement(replace(MEETING, **changes), PLAN) is not None


@pytest.mark.parametrize(
    "changes",
    [
        {"first": "2031-05-16", "last": "2031-05-16"},
        {"first": "2031-04-28", "last": "2031-04-28"},
        {"status": Status.CANCELLED},
        {"kind": EngagementKind.PHONE_CALL},
        {"kind": EngagementKind.VISIT},
        {"sides": ("FIN", "NOR")},
        {"persons": (("FIN", "FIN-a"),)},
        {"persons": (("FIN", "FIN-a"), ("SWE", "SWE-c"))},
        {"persons": ()},
        {"first": "2031-05-01", "last": "2031-05-31"},
    ],
)
def test_but_nothing_else(changes):
    assert same_engagement(PLAN, replace(MEETING, **changes)) is None
    assert same_engagement(replace(MEETING, **changes), PLAN) is None


def test_another_place_is_another_meeting():
    there = replace(PLAN, place_country="SWE")
    assert same_engagement(there, replace(MEETING, place_country="SWE")) is not None
    assert same_engagement(there, replace(MEETING, place_country="FIN")) is None


def test_two_plans_without_a_day_are_one_when_they_are_for_one_place():
    again = replace(PLAN, document="again")
    there = {"place_country": "SWE"}
    assert same_engagement(PLAN, again) is None
    assert same_engagement(PLAN, replace(again, **there)) is None
    assert same_engagement(replace(PLAN, **there), replace(again, **there)) is not None


def test_a_plan_for_a_year_is_not_for_these_weeks():
    assert same_engagement(replace(PLAN, undated=False), MEETING) is None


def test_a_plan_that_names_nobody_is_not_what_was_held_that_day():
    plan = replace(PLAN, persons=())
    assert same_engagement(plan, on("2031-05-01")) is None


def test_a_plan_that_may_mean_two_days_means_none():
    first, second = on("2031-05-06"), on("2031-05-13")
    assert group_engagements([PLAN, first]) == ((0, 1),)
    assert group_engagements([PLAN, first, second]) == ()
    assert group_engagements([PLAN, first, replace(second, persons=())]) == ((0, 1),)


def test_several_reports_of_the_day_are_all_meant():
    assert group_engagements([PLAN, on("2031-05-13"), on("2031-05-14")]) == ((0, 1, 2),)


def actor(name, office=None, kind=ActorKind.PERSON, country="NOR"):
    return Actor(key=name, name=name, kind=kind, country=country, office=office)


def in_common(one, other):
    return bool(sides_in_common(offices_of([one]), offices_of([other])))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (actor("Berit Solheim", "Foreign Minister"), actor("Berit Solhiem", "Minister for Foreign Affairs")),
        (actor("Berit Solheim", "FM"), actor("Berit Solheims", "foreign minister")),
        (actor("Berit Solheim", "Foreign Minister"), actor("Solheim", "Foreign Minister")),
        (actor("Berit Solheim", "Foreign Minister"), actor("foreign minister", kind=ActorKind.OFFICE)),
    ],
)
def test_one_office_and_nearly_one_name_is_one_actor(one, other):
    assert in_common(one, other)
    assert in_common(other, one)


@pytest.mark.parametrize(
    "other",
    [
        actor("Berit Solhiem", "Prime Minister"),
        actor("Berit Solhiem"),
        actor("Berit Solhiem", "Foreign Minister", country="DNK"),
        actor("Berit Sandvik", "Foreign Minister"),
        actor("Oda", "Foreign Minister"),
        actor("foreign ministry spokesman", kind=ActorKind.OFFICE),
    ],
)
def test_another_office_country_or_name_is_not(other):
    assert not in_common(actor("Berit Solheim", "Foreign Minister"), other)


def test_an_office_that_many_hold_says_nothing():
    assert not in_common(actor("Berit Solheim", "minister"), actor("minister", kind=ActorKind.OFFICE))
    assert offices_of([actor("Berit Solheim", "ambassador"), actor("Oda Lie", "spokeswoman")]) == ()


def test_two_of_the_register_are_two_whatever_their_office():
    office = (("SWE", "foreign_minister", ""),)
    successor = replace(MEETING, persons=(("FIN", "FIN-a"), ("SWE", "SWE-c")), offices=office)
    assert same_engagement(replace(PLAN, offices=office), successor) is None


ANNOUNCED = (
    "Norwegian Foreign Minister Ine Eriksen Soreide will hold talks with her Chilean counterpart Andres Allamand "
    "on the sidelines of a conference in Geneva, an official in Oslo said. No day has been fixed."
)
FORESEEN = (
    "Norwegian Foreign Minister Ine Eriksen Soreide and Chilean Foreign Minister Andres Alamand will meet on Friday, "
    "the ministry said."
)
SUCCEEDED = (
    "Norwegian Foreign Minister Ine Eriksen Soreide and Chilean Foreign Minister Pedro Contreras will meet on Friday, "
    "the ministry said."
)
OF_DEFENCE = (
    "Norwegian Defence Minister Frank Bakke-Jensen and Chilean Defence Minister Baldo Prokurica will meet on Friday, "
    "the ministry said."
)


def linked(reader, *reports):
    records = [reader.read(readout.document_from(text, published=day)) for day, text in reports]
    keys = [key_of(record, engagement) for record in records for engagement in record.engagements]
    return [len(group) for group in group_engagements(keys)]


@pytest.mark.parametrize(
    ("day", "text", "groups"),
    [("2021-05-12", FORESEEN, [2]), ("2021-05-30", FORESEEN, []), ("2021-05-12", SUCCEEDED, []),
     ("2021-05-12", OF_DEFENCE, [])],
)  # fmt: skip
def test_an_announcement_is_linked_with_the_report_that_tells_the_day(reader, day, text, groups):
    assert linked(reader, ("2021-05-02", ANNOUNCED), (day, text)) == groups


def test_the_announcement_of_two_meetings_is_linked_with_neither(reader):
    days = [("2021-05-02", ANNOUNCED), ("2021-05-05", FORESEEN), ("2021-05-12", FORESEEN)]
    assert linked(reader, *days) == []
