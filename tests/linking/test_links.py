import random

import msgspec
import pytest

from readout.link.linking import SharedPerson, shared_persons
from readout.model.record import Actor
from readout.model.vocabulary import ActorKind, Status
from readout.store import open_archive
from readout.store.links import (
    TABLES,
    engagements_shared,
    is_linked,
    near_duplicates,
    relink_all,
    same_engagement,
)
from readout.store.shelf import Shelf
from readout.store.takedown import take_down
from tests.store.reports import report

PARAGRAPHS = [
    "The foreign ministers of Norway and Chile spoke on the telephone about the fish that both countries sell to Asia.",
    "Their call lasted an hour, an official in Oslo said, the third since the harbours were closed in spring.",
    "Chile wants boats to be inspected by both sides before they leave, and Norway wants a month to think it over.",
    "Fishermen in Bergen said that they had heard of no such plan, and that it would cost them two days a week.",
    "Experts from the two capitals are to meet again in June, when prices for salmon are expected to fall once more.",
    "A spokeswoman in Santiago declined to say whether the president had been told of the proposal before the call.",
]
WHOLE = " ".join(PARAGRAPHS)


def written(text, published="2021-03-02", **fields):
    return report(text, published=published, **fields)


def links(archive):
    """All links, by ids and not by numbers."""
    views = "same_engagements", "near_duplicates"
    found = [archive.connection.named_rows(f"SELECT * FROM {view}") for view in views]
    return [sorted(tuple(row.items()) for row in rows) for rows in found]


def rows_left(archive):
    return {table: next(archive.connection.rows(f"SELECT count(*) FROM {table}"))[0] for table in TABLES}


def several():
    """Calls of the two on three days, told by several, some with the same words."""
    found = [written(WHOLE), written(f"Fish talks go on\n\n{WHOLE}", "2021-03-03"), written(WHOLE, "2021-03-21")]
    found += [written(" ".join(PARAGRAPHS[:3]), "2021-03-04"), written("Norway and Chile talked.", "2021-03-20")]
    return [*found, written(f"{' '.join(PARAGRAPHS[3:])} Norway told Chile that it will wait.", "2021-03-28"),
            written("Nobody knows when they spoke.", None)]  # fmt: skip


def test_reports_of_one_engagement_are_found_from_each_of_them(archive):
    first, second = written("Norway called Chile."), written("Chile was called.")
    later = written("Again.", "2021-04-01")
    for record in (first, second, later):
        archive.add(record)
    for record in (first, second):
        (engagement,) = record.engagements
        rows = same_engagement(archive.connection, engagement.id)
        assert {row["report"] for row in rows} == {first.document.id, second.document.id}
        assert rows == engagements_shared(archive.connection, record.document.id)
    assert same_engagement(archive.connection, later.engagements[0].id) == ()


def test_links_do_not_depend_on_the_order_of_adding(archive, tmp_path):
    reports = several()
    for record in reports:
        archive.add(record)
    expected = links(archive)
    assert all(len(found) > 2 for found in expected)
    for turn in range(4):
        with open_archive(str(tmp_path / f"{turn}.db"), create=True) as other:
            for record in random.Random(turn).sample(reports, len(reports)):
                other.add(record)
            assert links(other) == expected


def test_what_is_taken_down_leaves_no_trace_in_the_links(archive, tmp_path):
    reports = several()
    for record in reports:
        archive.add(record)
    take_down(archive, [record.document.id for record in reports[::2]], reason="asked for", by="desk")
    with open_archive(str(tmp_path / "rest.db"), create=True) as rest:
        for record in reports[1::2]:
            rest.add(record)
        assert links(archive) == links(rest)
    take_down(archive, list(archive.ids()), reason="asked for", by="desk")
    assert set(rows_left(archive).values()) == {0}


def test_a_later_text_of_a_story_takes_the_place_of_the_former_one(archive):
    archive.add(written("Chile was called by Norway."))
    archive.add(written("Norway called Chile.", url="https://example.org/call"))
    later = written("Norway called Chile twice.", url="https://example.org/call")
    archive.add(later)
    rows = same_engagement(archive.connection, later.engagements[0].id)
    assert len(rows) == 2
    assert later.document.id in {row["report"] for row in rows}


def test_another_reading_is_linked_as_it_is_now(archive):
    first, second = written("Norway called Chile."), written("Chile was called.")
    archive.add(first)
    archive.add(second)
    archive.reread(msgspec.structs.replace(second, engagements=()))
    assert same_engagement(archive.connection, first.engagements[0].id) == ()
    archive.reread(second)
    assert len(same_engagement(archive.connection, first.engagements[0].id)) == 2


def test_near_duplicates_say_how_near_and_which_way(archive):
    whole, longer = written(WHOLE), written(f"{WHOLE} {' '.join(reversed(WHOLE.split()[:30]))}", "2021-03-04")
    for record in (longer, whole):
        archive.add(record)
    (of_whole,) = near_duplicates(archive.connection, whole.document.id)
    (of_longer,) = near_duplicates(archive.connection, longer.document.id)
    assert of_whole["relation"] == of_longer["relation"] == "extended"
    assert of_whole["near"] == longer.document.id
    assert of_whole["share"] == of_longer["share_of_near"] == 1
    assert of_longer["share"] == of_whole["share_of_near"] < 0.9


def test_a_text_is_compared_with_those_of_the_same_week_only(archive):
    for record in (written(WHOLE), written(WHOLE, "2021-04-20")):
        archive.add(record)
        assert near_duplicates(archive.connection, record.document.id) == ()


@pytest.fixture
def unlinked(archive):
    """An archive as it was before there were links."""
    for record in several():
        archive.add(record)
    linked = links(archive)
    for table in TABLES:
        archive.connection.run(f"DELETE FROM {table}")
    archive.connection.run("UPDATE archive SET value = '0' WHERE name = 'linked'")
    return archive, linked


def test_an_archive_from_before_there_were_links_is_linked_as_any_other(unlinked):
    archive, linked = unlinked
    assert not is_linked(archive.connection)
    told = []
    assert relink_all(archive.connection, told.append) == sum(told) == len(several())
    assert is_linked(archive.connection)
    assert links(archive) == linked


def test_the_migration_says_whether_there_is_something_to_link(tmp_path, monkeypatch):
    from readout.store import migrations as module

    known = module.migrations
    monkeypatch.setattr(module, "migrations", lambda dialect: {1: known(dialect)[1]})
    monkeypatch.setattr("readout.store.writing.link_report", lambda *_: None)
    monkeypatch.setattr("readout.store.writing.unlink_report", lambda *_: None)
    with open_archive(str(tmp_path / "old.db"), create=True) as old:
        for record in several():
            old.add(record)
    monkeypatch.undo()
    with open_archive(str(tmp_path / "new.db"), create=True) as new, open_archive(str(tmp_path / "old.db")) as old:
        assert is_linked(new.connection)
        assert not is_linked(old.connection)
        for record in several():
            new.add(record)
        relink_all(old.connection)
        assert links(old) == links(new)


def with_minister(record, key, name):
    """The record with somebody of Norway who makes the call, on a day that is told."""
    minister = Actor(key=key, name=name, kind=ActorKind.PERSON, country="NOR", mentions=())
    call = msgspec.structs.replace(record.engagements[0], participants=(key, "CHL"), date="2021-03-02")
    return msgspec.structs.replace(record, actors=(*record.actors, minister), engagements=(call,))


def test_people_of_one_engagement_are_the_same_by_a_last_name(archive):
    whole = with_minister(written("Eide called Chile."), "eide", "Espen Barth Eide")
    short = with_minister(written("Chile was called."), "minister", "Eide")
    for record in (whole, short):
        archive.add(record)
    shelf = Shelf(archive.connection)
    group = tuple(shelf.together_with((short.document.id, short.engagements[0].id)))
    assert len(group) == 2
    assert shared_persons(short, [group], shelf) == [SharedPerson("minister", whole.document.id, "eide")]


def test_a_plan_is_found_by_the_office_when_the_report_of_the_day_misspells_the_name(archive):
    def told(text, day, name, published, status):
        state = Actor(key="minister", name="foreign minister", kind=ActorKind.OFFICE, country="CHL")
        minister = Actor(key="eide", name=name, kind=ActorKind.PERSON, country="NOR", office="Foreign Minister")
        record = written(text, published)
        meeting = msgspec.structs.replace(
            record.engagements[0], participants=("eide", "minister"), date=day, status=status
        )
        return msgspec.structs.replace(record, actors=(*record.actors, minister, state), engagements=(meeting,))

    plan = told("Norway will call Chile.", None, "Espen Barth Eide", "2021-03-02", Status.PLANNED)
    held = told("Norway called Chile.", "2021-03-12", "Espen Barth Eida", "2021-03-12", Status.HELD)
    archive.add(plan)
    archive.add(held)
    assert len(same_engagement(archive.connection, plan.engagements[0].id)) == 2
    archive.add(told("They called once more.", "2021-03-08", "Eide", "2021-03-08", Status.HELD))
    assert same_engagement(archive.connection, plan.engagements[0].id) == ()
    relink_all(archive.connection)
    assert same_engagement(archive.connection, plan.engagements[0].id) == ()
