import msgspec

from readout.link.difference import difference
from readout.model.record import Quantity
from readout.model.vocabulary import EventType
from tests.archive_corrections.readings import BERG, CHILE, INNER, MET, NEXT, NORWAY, OUTER, ROJAS, SHIPS, at, reading

replace = msgspec.structs.replace


def test_a_record_differs_in_nothing_from_itself():
    told = difference(reading(), reading())
    assert not told.found
    assert [(each.part, each.old, each.new) for each in told.counts] == [
        ("actor", 4, 4), ("statement", 2, 2), ("event", 1, 1), ("engagement", 2, 2),
    ]  # fmt: skip


def test_what_appears_and_what_vanishes_is_told_with_its_words():
    new = replace(SHIPS, id="ev-agreed", event_type=EventType.AGREE, trigger=at("agreed"))
    told = difference(reading(), reading(events=(new,)))
    assert told.found
    assert [(each.item, each.type, each.words) for each in told.appeared] == [("ev-agreed", "AGREE", "agreed")]
    assert [(each.item, each.type, each.words) for each in told.vanished] == [("ev-ships", "AID", "send")]
    assert told.changed == ()


def test_a_field_is_told_with_both_values_and_their_words():
    met = replace(MET, place="Oslo", evidence={**MET.evidence, "place": NEXT.evidence["place"]})
    (changed,) = difference(reading(), reading(engagements=(met, NEXT))).changed
    (change,) = changed.changes
    assert (changed.told.item, changed.former, change.field) == ("en-met", "en-met", "place")
    assert (change.old, change.new) == ("Lima", "Oslo")
    assert (change.old_words, change.new_words) == (("Lima",), ("Oslo",))


def test_how_sure_it_is_and_by_which_rule_is_no_difference():
    surer = replace(SHIPS, confidence=0.99, by="another rule")
    assert not difference(reading(), reading(events=(surer,))).found


def test_an_item_of_other_words_is_the_same_when_they_overlap_and_the_type_is_one():
    longer = replace(SHIPS, id="ev-new", trigger=at("send two ships"), mentions=(at("send two ships"),))
    told = difference(reading(), reading(events=(longer,)))
    (changed,) = told.changed
    assert (changed.former, changed.told.item) == ("ev-ships", "ev-new")
    assert [each.field for each in changed.changes] == ["trigger", "mentions"]
    assert (told.appeared, told.vanished) == ((), ())


def test_the_same_words_with_another_type_are_a_change_of_type():
    other = replace(SHIPS, id="ev-new", event_type=EventType.COOPERATE)
    (changed,) = difference(reading(), reading(events=(other,))).changed
    assert [(each.field, each.old, each.new) for each in changed.changes] == [("event_type", "AID", "COOPERATE")]


def test_a_statement_is_not_taken_for_the_one_inside_it():
    told = difference(reading(statements=(OUTER,)), reading(statements=(replace(INNER, nested_in=None),)))
    assert ([each.item for each in told.vanished], [each.item for each in told.appeared]) == (
        ["st-outer"],
        ["st-inner"],
    )


def test_names_that_the_readings_give_are_no_difference():
    actors = (NORWAY, BERG, replace(ROJAS, key="r"), CHILE)
    statements = (replace(OUTER, id="st-1"), replace(INNER, nested_in="st-1", id="st-2", speakers=("r",)))
    met = replace(
        MET, id="en-1", follow_ups=("en-2",), participants=("berg", "r"), host="r",
        accounts=(replace(MET.accounts[0], statements=("st-1", "st-2")),),
    )  # fmt: skip
    renamed = reading(
        actors, statements, (replace(SHIPS, id="ev-1", claimed_by="st-2"),),
        (met, replace(NEXT, id="en-2", participants=("berg", "r"))),
    )  # fmt: skip
    assert not difference(reading(), renamed).found


def test_each_item_is_the_same_as_one_at_most():
    twice = (SHIPS, replace(SHIPS, id="ev-second", trigger=at("send two")))
    told = difference(
        reading(events=twice), reading(events=(replace(SHIPS, id="ev-new", trigger=at("send two ships")),))
    )
    assert [(each.former, each.told.item) for each in told.changed] == [("ev-second", "ev-new")]
    assert [each.item for each in told.vanished] == ["ev-ships"]


def test_it_is_written_as_json_and_read_back():
    counted = replace(SHIPS, quantity=Quantity(value=2, unit="ship", span=at("two ships")))
    told = difference(reading(actors=(NORWAY, BERG, ROJAS, CHILE)), reading(events=(counted,), engagements=(NEXT,)))
    line = msgspec.json.encode(told)
    again = msgspec.json.decode(line, type=type(told))
    assert msgspec.json.encode(again) == line
    assert again.changed[0].changes[0].new == {
        "value": 2,
        "unit": "ship",
        "span": [*msgspec.to_builtins(at("two ships"))],
    }
