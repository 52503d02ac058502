import json

import msgspec
import pytest

from readout.link.parts import Part
from readout.model.jsonform import to_dict, to_json
from readout.model.span import Span
from readout.store import NotInArchive
from readout.store.applying import apply
from readout.store.correction import Action, Correction, WrongCorrection
from readout.store.corrections import applied, correct, corrections, undo
from tests.archive_corrections.readings import DOCUMENT, MET, SHIPS, at, reading
from tests.spans import assert_spans_match_source

PARTS = {"st": Part.STATEMENT, "ev": Part.EVENT, "en": Part.ENGAGEMENT}
REPORT = DOCUMENT.id


def said(item, action, *, by="Ada", part=None, **fields):
    part = part or PARTS.get(item.partition("-")[0], Part.ACTOR)
    return Correction(report=REPORT, part=part, item=item, action=action, made_by=by, **fields)


def change(item, field, value, **more):
    return said(item, Action.CHANGE, field=field, value=json.dumps(value), **more)


def reject(item, **more):
    return said(item, Action.REJECT, **more)


def add(part, value, **more):
    return said("", Action.ADD, part=part, value=json.dumps(value), **more)


def pair(words):
    return [at(words).start, at(words).stop]


def item(record, name):
    parts = [*record.actors, *record.statements, *record.events, *record.engagements]
    return next((each for each in parts if name in (getattr(each, "id", None), getattr(each, "key", None))), None)


@pytest.fixture
def kept(archive):
    archive.add(reading())
    return archive


def rows(archive, sql):
    return list(archive.connection.rows(sql))


def test_a_changed_field_says_who_changed_it_and_keeps_the_words_it_was_read_from(kept):
    correct(kept, change("en-met", "place", "Santiago"))
    changed = item(kept.record(REPORT), "en-met")
    assert changed.place == "Santiago"
    assert changed.evidence["place"].by == "correction: Ada"
    assert changed.evidence["place"].spans == (at("Lima"),)
    assert to_json(kept.record(REPORT, corrected=False)) == to_json(reading())


def test_queries_find_the_corrected_record(kept):
    correct(kept, change("ev-ships", "event_type", "COOPERATE"), reject("st-inner"))
    assert rows(kept, "SELECT event_type FROM events") == [("COOPERATE",)]
    assert rows(kept, "SELECT id FROM statements") == [("st-outer",)]


def test_it_is_kept_with_its_number_time_author_note_and_what_was_before(kept):
    (made,) = correct(kept, change("en-met", "place", "Santiago", note="says the embassy"))
    assert corrections(kept) == [made]
    assert (made.number, made.made_by, made.note, made.undone) == (1, "Ada", "says the embassy", None)
    assert (json.loads(made.former), json.loads(made.value)) == ("Lima", "Santiago")
    assert made.made.endswith("Z")


def test_they_are_listed_by_report_and_by_author_undone_ones_too(kept):
    correct(kept, change("en-met", "place", "Quito"), change("en-met", "place", "Santiago", by="Bo"))
    undo(kept, 1)
    assert [each.number for each in corrections(kept)] == [1, 2]
    assert [each.number for each in corrections(kept, by="Bo")] == [2]
    assert corrections(kept, report="doc-other") == []
    assert corrections(kept, REPORT)[0].undone


def test_the_last_word_on_a_field_holds_and_undoing_it_brings_the_one_before(kept):
    correct(kept, change("en-met", "place", "Quito"))
    correct(kept, change("en-met", "place", "Santiago", by="Bo"))
    assert item(kept.record(REPORT), "en-met").place == "Santiago"
    undo(kept, 2)
    assert item(kept.record(REPORT), "en-met").place == "Quito"
    assert rows(kept, "SELECT corrected FROM reports") == [(1,)]
    undo(kept, 1)
    assert to_json(kept.record(REPORT)) == to_json(reading())
    assert rows(kept, "SELECT corrected FROM reports") == [(0,)]


def test_what_hung_on_a_rejected_statement_hangs_on_the_one_around_it(kept):
    correct(kept, reject("st-inner"))
    record = kept.record(REPORT)
    assert item(record, "ev-ships").claimed_by == "st-outer"
    assert item(record, "en-met").accounts[0].statements == ("st-outer",)
    correct(kept, reject("st-outer"))
    assert item(kept.record(REPORT), "ev-ships").claimed_by is None


def test_a_rejected_actor_is_named_nowhere(kept):
    correct(kept, reject("rojas"))
    record = kept.record(REPORT)
    met = item(record, "en-met")
    assert (met.participants, met.host) == (("berg",), None)
    assert item(record, "st-inner").speakers == ()
    assert_spans_match_source(record)


def test_a_rejected_engagement_is_no_follow_up(kept):
    correct(kept, reject("en-next"))
    assert item(kept.record(REPORT), "en-met").follow_ups == ()


def test_what_is_accepted_after_it_was_rejected_is_there_again(kept):
    correct(kept, reject("rojas"))
    correct(kept, said("rojas", Action.ACCEPT, by="Bo"))
    assert to_json(kept.record(REPORT)) == to_json(reading())


def test_an_added_item_gets_an_id_of_its_words_and_names_its_author(kept):
    given = {
        "event_type": "AGREE",
        "actors": ["berg", "rojas"],
        "trigger": pair("agreed"),
        "sentence": pair("They agreed"),
    }
    (made,) = correct(kept, add(Part.EVENT, given))
    found = item(kept.record(REPORT), made.item)
    assert made.item.startswith("ev-")
    assert (found.by, found.confidence) == ("correction: Ada", 1.0)
    assert found.evidence["event_type"].by == "correction: Ada"
    assert [event.id for event in kept.record(REPORT).events] == ["ev-ships", made.item]
    assert_spans_match_source(kept.record(REPORT))


def test_an_added_actor_can_be_named_by_a_correction_made_with_it(kept):
    lima = {"key": "PER", "name": "Peru", "kind": "state", "country": "PER", "mentions": [pair("Lima")]}
    correct(kept, add(Part.ACTOR, lima), change("en-met", "host", "PER"))
    assert item(kept.record(REPORT), "en-met").host == "PER"
    undo(kept, 1)
    # its author's word is kept, and has no effect while there is nobody of that key
    assert item(kept.record(REPORT), "en-met").host == "rojas"
    (unmatched,) = applied(kept, REPORT).unmatched
    assert (unmatched.correction.number, unmatched.field) == (2, "host")


def test_what_was_rejected_can_be_added_again_and_then_changed(kept):
    correct(kept, reject("ev-ships"))
    again = {"id": "ev-ships", "event_type": "COOPERATE", "trigger": pair("send"), "sentence": pair("send two ships")}
    correct(kept, add(Part.EVENT, again), change("ev-ships", "place", "Callao"))
    assert (item(kept.record(REPORT), "ev-ships").event_type, item(kept.record(REPORT), "ev-ships").place) == (
        "COOPERATE",
        "Callao",
    )


WRONG = {
    "a word that is no event type": (change("ev-ships", "event_type", "HELP"), ["event_type", "'HELP'", "AGREE, C"]),
    "a list for a text": (change("en-met", "place", ["Lima"]), ["place", "give text or null"]),
    "null where there must be a value": (change("ev-ships", "trigger", None), ["trigger", "[start, stop]"]),
    "a span past the text": (change("ev-ships", "trigger", [3, 9_999]), ["trigger", "[3, 9999]", "characters"]),
    "a span that ends before it begins": (change("ev-ships", "trigger", [9, 3]), ["trigger"]),
    "a key that there is not": (change("ev-ships", "actors", ["PER"]), ["actors", "'PER'", "the key of one"]),
    "a statement that there is not": (change("ev-ships", "claimed_by", "st-x"), ["claimed_by", "'st-x'"]),
    "a statement in itself": (change("st-outer", "nested_in", "st-inner"), ["nested_in", "cannot hold itself"]),
    "a statement without words": (
        add(Part.STATEMENT, {"speakers": [], "speaker_spans": [], "cue": [], "content": [], "form": "direct"}),
        ["statement", "needs words"],
    ),
    "a mode where a type has none": (change("ev-ships", "mode", "by ship"), ["mode", "'by ship'", "AID has none"]),
    "a context that there is not": (change("ev-ships", "contexts", ["fish"]), ["contexts", "'fish'", "diplomatic"]),
    "a code that CAMEO lacks": (change("ev-ships", "cameo", "999"), ["cameo", "'999'", "codebook"]),
    "a day that is none": (change("en-met", "date", "March"), ["date", "'March'", "2021-07-10"]),
    "a country that is none": (change("en-met", "place_country", "XXX"), ["place_country", "such as PAK"]),
    "a body as the country of a place": (change("en-met", "place_country", "IGO"), ["place_country"]),
    "a country in words": (change("en-met", "place_country", "Peru"), ["place_country", "such as PAK"]),
    "a share over one": (change("ev-ships", "confidence", 2), ["confidence", "from 0 to 1"]),
    "a field that there is not": (change("en-met", "where", "Lima"), ["where", "place", "venue"]),
    "an id": (change("en-met", "id", "en-other"), ["id", "kind, status"]),
    "an item that there is not": (reject("ev-none"), ["event ev-none", "no event"]),
    "nobody": (change("en-met", "place", "Quito", by=" "), ["name who did"]),
    "no JSON": (said("en-met", Action.CHANGE, field="place", value="Quito"), ["place", "quotation marks"]),
    "an item without what it must have": (add(Part.EVENT, {"event_type": "AID"}), ["event", "trigger"]),
    "an item with a misspelt field": (add(Part.EVENT, {"even_type": "AID"}), ["even_type", "event_type"]),
    "an actor without a key": (add(Part.ACTOR, {"name": "Peru", "kind": "state"}), ["key", "family name"]),
    "an actor without words": (change("berg", "mentions", []), ["actor berg, mentions", "give spans"]),
    "an actor who is there": (add(Part.ACTOR, {"key": "NOR", "name": "N", "kind": "state"}), ["NOR", "another key"]),
    "an item that is no object": (add(Part.EVENT, "AID"), ["whole event"]),
}  # fmt: skip


@pytest.mark.parametrize(("wrong", "told"), WRONG.values(), ids=WRONG)
def test_what_does_not_fit_is_refused_with_its_place_and_what_would_be_right(kept, wrong, told):
    change_before = kept.change
    with pytest.raises(WrongCorrection) as error:
        correct(kept, change("en-met", "place", "Quito"), wrong)
    for words in (REPORT, *told):
        assert words in str(error.value)
    assert to_json(kept.record(REPORT)) == to_json(reading())
    assert (corrections(kept), kept.change) == ([], change_before)


def test_what_is_rejected_cannot_be_changed_and_the_message_names_the_correction(kept):
    correct(kept, reject("ev-ships"))
    with pytest.raises(WrongCorrection, match="rejected by correction 1: undo that first"):
        correct(kept, change("ev-ships", "place", "Quito"))


def test_a_report_or_a_number_that_is_not_there_is_told(kept):
    with pytest.raises(NotInArchive, match="doc-none"):
        correct(kept, msgspec.structs.replace(reject("ev-ships"), report="doc-none"))
    with pytest.raises(NotInArchive, match="correction 7"):
        undo(kept, 7)
    correct(kept, reject("ev-ships"))
    undo(kept, 1)
    with pytest.raises(WrongCorrection, match="correction 1 is undone since"):
        undo(kept, 1)


def test_applying_changes_nothing_that_it_is_given_and_gives_the_same_twice():
    record = reading()
    made = [change("en-met", "place", "Quito", number=1), reject("berg", number=2)]
    once, again = apply(record, made), apply(record, made)
    assert to_json(once.record) == to_json(again.record) != to_json(record)
    assert to_json(record) == to_json(reading())
    assert apply(record, []).record == record


def test_spans_are_given_as_pairs(kept):
    start, stop = at("send two ships").start, at("send two ships").stop
    correct(kept, change("ev-ships", "trigger", [start, stop]))
    assert item(kept.record(REPORT), "ev-ships").trigger == Span(start, stop)
    assert to_dict(kept.record(REPORT))["events"][0]["trigger"] == [start, stop]
    assert (SHIPS.trigger, MET.place) == (at("send"), "Lima")
