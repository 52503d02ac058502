import json
from contextlib import suppress

import msgspec
import pytest

from readout.link.parts import Part
from readout.model.errors import InputError, StoreError, UnreadableRecord
from readout.model.jsonform import to_json
from readout.model.record import Versions
from readout.model.vocabulary import ActorKind, EventType
from readout.store import NotInArchive
from readout.store.correction import Action
from readout.store.corrections import applied, correct, corrections, undo
from readout.store.rereading import Present, Selection, documents_to_reread, reread
from tests.archive_corrections import readings
from tests.archive_corrections.readings import BERG, CHILE, DOCUMENT, INNER, MET, NEXT, NORWAY, OUTER, ROJAS, SHIPS, at
from tests.archive_corrections.readings import reading as first
from tests.archive_corrections.test_correcting import add, change, item, reject, said
from tests.spans import assert_spans_match_source

replace = msgspec.structs.replace
REPORT = DOCUMENT.id
PRESENT = Present(schema_version="1.0", readout_version="0.2.0", models=Versions(test="0.2.0"))


def later(**parts):
    """What the present models read; the parts given are read otherwise."""
    return first(version="0.2.0", **parts)


@pytest.fixture
def kept(archive):
    archive.add(first())
    return archive


def chosen(archive, **selection):
    return [document.id for document in documents_to_reread(archive, PRESENT, Selection(**selection))]


def test_a_record_is_outdated_until_it_is_read_again(kept):
    (document,) = documents_to_reread(kept, PRESENT, Selection())
    assert document == DOCUMENT
    reread(kept, later())
    assert chosen(kept) == []
    assert chosen(kept, outdated=False) == [REPORT]
    assert to_json(kept.record(REPORT)) == to_json(later())


@pytest.mark.parametrize(
    "present",
    [
        replace(PRESENT, readout_version="0.1.0"),
        replace(PRESENT, schema_version="2.0", readout_version="0.1.0", models=Versions(test="0.1.0")),
        replace(PRESENT, readout_version="0.1.0", models=Versions(test="0.1.0", facts="mine")),
    ],
)
def test_another_model_schema_or_readout_makes_a_record_outdated(kept, present):
    assert [document.id for document in documents_to_reread(kept, present, Selection())] == [REPORT]


def test_reports_are_chosen_by_id_version_and_day(kept):
    other = replace(DOCUMENT, id="doc-other", text="Other.", published="2021-05-01")
    kept.add(first((), (), (), (), version="0.1.10", document=other))
    assert chosen(kept) == [REPORT, "doc-other"]
    assert chosen(kept, ids=("doc-other",)) == ["doc-other"]
    assert chosen(kept, older_than="0.1.9") == [REPORT]
    assert chosen(kept, older_than="0.1") == []
    assert chosen(kept, since="2021-04-01") == ["doc-other"]
    assert chosen(kept, until="2021-03-01") == [REPORT]
    with pytest.raises(NotInArchive, match="doc-none"):
        chosen(kept, ids=("doc-none",))
    with pytest.raises(InputError, match="'new' is no version: give numbers"):
        chosen(kept, older_than="new")


def test_a_dry_run_tells_the_difference_and_changes_nothing(kept):
    change_before = kept.change
    told = reread(kept, later(events=()), dry_run=True)
    assert [each.item for each in told.difference.vanished] == ["ev-ships"]
    assert (kept.change, to_json(kept.record(REPORT))) == (change_before, to_json(first()))


def test_the_former_reading_is_kept(kept):
    reread(kept, later(events=()))
    rows = list(kept.connection.rows("SELECT readout_version FROM former_record"))
    assert rows == [("0.1.0",)]


def test_a_reading_of_another_text_is_refused(kept):
    with pytest.raises(StoreError, match="another text"):
        reread(kept, later(document=replace(DOCUMENT, text="Something else.")))
    assert to_json(kept.record(REPORT)) == to_json(first())


def test_a_record_that_can_no_longer_be_read_is_named(kept):
    kept.connection.run("UPDATE record SET json = '{}'")
    with pytest.raises(UnreadableRecord, match=f"{REPORT}: .*no longer reads"):
        reread(kept, later())


def test_corrections_are_laid_over_the_new_reading(kept):
    correct(kept, change("en-met", "place", "Quito"), reject("ev-ships"))
    told = reread(kept, later(engagements=(replace(MET, venue="a hotel"), NEXT)))
    met = item(kept.record(REPORT), "en-met")
    assert (met.place, met.venue, kept.record(REPORT).events) == ("Quito", "a hotel", ())
    assert told.unmatched == ()
    (changed,) = told.difference.changed
    assert [(each.field, each.old, each.new) for each in changed.changes] == [("venue", None, "a hotel")]
    assert list(kept.connection.rows("SELECT place, venue FROM engagements WHERE id = 'en-met'")) == [
        ("Quito", "a hotel")
    ]


def test_an_item_that_is_read_from_other_words_is_found_by_its_words_and_type(kept):
    correct(kept, change("ev-ships", "place", "Callao"), change("en-met", "place", "Quito"), reject("st-inner"))
    reread(kept, later(
        statements=(OUTER, replace(INNER, id="st-new", content=(at("that Chile would send two ships"),))),
        events=(replace(SHIPS, id="ev-new", trigger=at("send two ships"), claimed_by="st-new"),),
        engagements=(replace(MET, accounts=()), NEXT),
    ))  # fmt: skip
    record = kept.record(REPORT)
    assert item(record, "ev-new").place == "Callao"
    assert item(record, "ev-new").claimed_by == "st-outer"
    assert item(record, "en-met").place == "Quito"
    assert [each.id for each in record.statements] == ["st-outer"]
    # and they still are after another reading, and another correction
    reread(kept, later(events=(replace(SHIPS, id="ev-third", trigger=at("would send")),)))
    correct(kept, change("ev-third", "date", "2021-04"))
    event = item(kept.record(REPORT), "ev-third")
    assert (event.place, event.date) == ("Callao", "2021-04")


def test_what_was_changed_is_carried_over_with_the_actors_it_needs(kept):
    correct(kept, change("ev-ships", "place", "Callao"))
    told = reread(kept, later(actors=(BERG, ROJAS), events=()))
    record = kept.record(REPORT)
    assert item(record, "ev-ships").place == "Callao"
    assert [each.key for each in record.actors] == ["NOR", "berg", "rojas", "CHL"]
    assert (told.difference.vanished, told.unmatched) == ((), ())
    assert_spans_match_source(record)
    undo(kept, 1)  # it was here only because somebody had changed it
    assert to_json(kept.record(REPORT)) == to_json(later(actors=(BERG, ROJAS), events=()))


def test_what_was_accepted_is_carried_over_as_it_was_read(kept):
    correct(kept, said("ev-ships", Action.ACCEPT))
    assert to_json(kept.record(REPORT)) == to_json(first())
    reread(kept, later(statements=(OUTER,), events=()))
    assert item(kept.record(REPORT), "ev-ships") == replace(SHIPS, claimed_by="st-outer")


def test_a_claim_that_is_carried_over_keeps_who_claims_it(kept):
    correct(kept, said("ev-ships", Action.ACCEPT))
    reread(kept, later(statements=(), events=(), engagements=()))
    record = kept.record(REPORT)
    assert item(record, "ev-ships").claimed_by == "st-inner"
    assert [each.id for each in record.statements] == ["st-outer", "st-inner"]
    correct(kept, reject("st-inner"))
    assert item(kept.record(REPORT), "ev-ships").claimed_by == "st-outer"


def test_what_was_added_stays_and_takes_the_place_of_what_is_found_there_now(kept):
    agreed = {"event_type": "AGREE", "trigger": span("agreed"), "sentence": span("They agreed to meet again in Oslo.")}
    (made,) = correct(kept, add(Part.EVENT, {**agreed, "actors": ["berg", "rojas"], "place": "Lima"}))
    reread(kept, later())
    assert item(kept.record(REPORT), made.item).place == "Lima"
    found = replace(SHIPS, id="ev-agreed", event_type=EventType.AGREE, trigger=at("They agreed"), claimed_by=None)
    reread(kept, later(events=(SHIPS, found)))
    record = kept.record(REPORT)
    assert [each.id for each in record.events] == ["ev-ships", "ev-agreed"]
    assert (item(record, "ev-agreed").place, item(record, "ev-agreed").actors) == ("Lima", ("berg", "rojas"))


def test_an_actor_with_another_key_now_is_the_same_one(kept):
    correct(kept, change("berg", "office", "minister of fisheries"), change("en-next", "host", "berg"))
    key = replace(BERG, key="liv-berg")
    new = later(
        actors=(NORWAY, key, ROJAS, CHILE),
        statements=(replace(OUTER, speakers=("liv-berg",)), replace(INNER, addressees=("liv-berg",))),
        engagements=(
            replace(MET, participants=("liv-berg", "rojas")),
            replace(NEXT, participants=("liv-berg", "rojas")),
        ),
    )
    told = reread(kept, new)
    record = kept.record(REPORT)
    assert item(record, "liv-berg").office == "minister of fisheries"
    assert item(record, "en-next").host == "liv-berg"
    assert item(record, "berg") is None
    assert told.difference.changed == ()  # a key is a name for the same actor, and no fact


def test_a_key_that_somebody_else_has_now_is_not_taken_for_them(kept):
    correct(kept, change("ev-ships", "actors", ["rojas"]))
    other = replace(ROJAS, name="Castle of Rojas", kind=ActorKind.GROUP, country=None, mentions=(at("Lima"),))
    told = reread(kept, later(
        actors=(NORWAY, BERG, other, CHILE), statements=(OUTER,), events=(replace(SHIPS, claimed_by=None),),
        engagements=(),
    ))  # fmt: skip
    record = kept.record(REPORT)
    assert item(record, "ev-ships").actors == ("rojas-2",)
    assert item(record, "rojas-2").name == "Rojas"
    assert item(record, "rojas").name == "Castle of Rojas"
    assert told.unmatched == ()
    assert_spans_match_source(record)


def test_a_correction_that_finds_nothing_is_told_and_kept_and_holds_again_when_it_does(kept):
    correct(kept, reject("ev-ships"))
    told = reread(kept, later(events=()))
    (unmatched,) = told.unmatched
    assert unmatched.correction.number == 1
    assert "no event 'ev-ships'" in unmatched.reason
    assert [each.number for each in corrections(kept)] == [1]
    reread(kept, later())
    assert (kept.record(REPORT).events, applied(kept, REPORT).unmatched) == ((), ())


def test_a_correction_that_cannot_hold_brings_nothing_of_its_item_with_it(kept):
    peru = {"key": "PER", "name": "Peru", "kind": "state", "country": "PER", "mentions": [span("Lima")]}
    correct(kept, add(Part.ACTOR, peru), change("en-met", "host", "PER"))
    undo(kept, 1)
    new = later(actors=(NORWAY,), statements=(), events=(), engagements=())
    (unmatched,) = reread(kept, new).unmatched
    assert (unmatched.correction.number, "'PER'" in unmatched.reason) == (2, True)
    assert to_json(kept.record(REPORT)) == to_json(new)


def test_a_sign_that_a_database_may_refuse_leaves_all_as_it_was(kept):
    with suppress(StoreError):
        correct(kept, change("en-met", "place", "a\0b"))
    assert item(kept.record(REPORT), "en-met").place in ("Lima", "a\0b")
    assert len(corrections(kept)) == (item(kept.record(REPORT), "en-met").place != "Lima")


def test_undoing_all_gives_the_new_reading_byte_for_byte(kept):
    correct(kept, change("ev-ships", "place", "Callao"), reject("rojas"), said("en-next", Action.ACCEPT))
    new = later(actors=(BERG, ROJAS), events=(), engagements=(MET_ALONE,))
    reread(kept, new)
    assert to_json(kept.record(REPORT)) != to_json(new)
    for number in (1, 2, 3):
        undo(kept, number)
    assert to_json(kept.record(REPORT)) == to_json(new)


def test_a_former_reading_that_can_no_longer_be_read_leaves_its_corrections_unmatched(kept):
    correct(kept, change("ev-ships", "place", "Callao"))
    reread(kept, later(events=()))
    kept.connection.run("UPDATE former_record SET json = '{}'")
    (unmatched,) = reread(kept, later(events=())).unmatched
    assert (unmatched.correction.number, kept.record(REPORT).events) == (1, ())


def test_the_real_reader_finds_no_difference_in_what_it_read_itself(archive, reader):
    record = reader.read("OSLO, March 3, 2021: The prime minister said on Wednesday that talks with Chile had ended.")
    archive.add(record)
    present = Present(
        schema_version=record.schema_version, readout_version=reader.readout_version, models=reader.versions
    )
    assert list(documents_to_reread(archive, present, Selection())) == []
    (document,) = documents_to_reread(archive, present, Selection(outdated=False))
    told = reread(archive, reader.read(document))
    assert not told.difference.found
    assert to_json(archive.record(document.id)) == to_json(record)


MET_ALONE = replace(MET, follow_ups=(), participants=("berg", "rojas"))


def span(words):
    return json.loads(msgspec.json.encode(readings.at(words)))
