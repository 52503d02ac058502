"""Whatever people say, and however often a report is read again, its record stays sound and can be had back."""

import json
from contextlib import suppress

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readout.link.difference import plain
from readout.link.parts import TYPES, Part, name_of
from readout.model.jsonform import to_json
from readout.model.vocabulary import EventType
from readout.store import open_archive
from readout.store.applying import FIXED
from readout.store.correction import Action, Correction, WrongCorrection
from readout.store.corrections import applied, correct, corrections, undo
from readout.store.rereading import reread
from tests.archive_corrections.readings import (
    BERG,
    CHILE,
    DOCUMENT,
    INNER,
    MET,
    NEXT,
    NORWAY,
    OUTER,
    ROJAS,
    SHIPS,
    TEXT,
    at,
)
from tests.archive_corrections.readings import reading as first
from tests.spans import assert_spans_match_source

replace = msgspec.structs.replace
SAID_BY_ROJAS = replace(INNER, id="st-alone", nested_in=None, content=(at("that Chile would send two ships"),))
READINGS = (
    first(),
    first(version="2"),
    first((NORWAY, BERG), (), (), (), version="3"),
    first(
        (NORWAY, replace(BERG, key="rojas"), replace(ROJAS, key="colleague"), CHILE),
        (replace(SAID_BY_ROJAS, speakers=("colleague",), addressees=("rojas",)),),
        (replace(SHIPS, id="ev-sends", trigger=at("send two ships"), claimed_by="st-alone"),),
        (replace(NEXT, participants=("rojas", "colleague")),),
        version="4",
    ),
    first(
        (BERG, ROJAS),
        (OUTER,),
        (replace(SHIPS, event_type=EventType.COOPERATE, actors=(), recipients=(), claimed_by=None),),
        (replace(MET, follow_ups=(), accounts=()),),
        version="5",
    ),
)
ITEMS_READ = [item for record in READINGS for part in Part for item in getattr(record, part.field)]
NAMES = [*sorted({name_of(item) for item in ITEMS_READ}), "new", "nobody"]
WORDS = sorted({word for word in TEXT.split() if word.isalpha()})
NAME = st.sampled_from(NAMES)
PLACE = st.sampled_from(WORDS).map(lambda word: list(msgspec.structs.astuple(at(word)))) | st.sampled_from(
    [[0, 9_999], [5, 2]]
)
LOOSE = st.one_of(
    NAME,
    PLACE,
    st.lists(NAME, max_size=3),
    st.lists(PLACE, max_size=2),
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.floats(0, 1),
    st.text(max_size=3),
    st.sampled_from(["2021-05", "AGREE", "person", "NOR", "deny"]),
)
FEW_NAMES, FEW_PLACES = st.lists(NAME, max_size=2), st.lists(PLACE, max_size=2)
ITEMS = {
    Part.ACTOR: st.fixed_dictionaries(
        {
            "key": NAME,
            "name": st.text(max_size=4),
            "kind": st.sampled_from(["person", "state"]),
            "mentions": FEW_PLACES,
        },
        optional={"country": st.sampled_from(["NOR", "PER"])},
    ),
    Part.STATEMENT: st.fixed_dictionaries(
        {
            "speakers": FEW_NAMES,
            "speaker_spans": st.just([]),
            "cue": FEW_PLACES,
            "content": FEW_PLACES,
            "form": st.just("direct"),
        },
        optional={"nested_in": NAME},
    ),
    Part.EVENT: st.fixed_dictionaries(
        {"event_type": st.sampled_from(["AID", "AGREE"]), "trigger": PLACE, "sentence": PLACE},
        optional={"actors": FEW_NAMES, "claimed_by": NAME},
    ),
    Part.ENGAGEMENT: st.fixed_dictionaries(
        {"kind": st.just("meeting"), "participants": FEW_NAMES, "trigger": PLACE},
        optional={"host": NAME, "follow_ups": FEW_NAMES},
    ),
}


def _said(part):
    fields = [field.name for field in msgspec.structs.fields(TYPES[part])]
    item = st.sampled_from([name for name in NAMES if name.startswith(PREFIXES[part])])
    common = {"report": st.just(DOCUMENT.id), "part": st.just(part), "made_by": st.sampled_from(["Ada", "Bo"])}
    verdicts = st.builds(Correction, **common, item=item, action=st.sampled_from([Action.ACCEPT, Action.REJECT]))
    wild = st.builds(Correction, **common, item=item, action=st.just(Action.CHANGE), field=st.sampled_from(fields),
        value=LOOSE.map(json.dumps))  # fmt: skip
    fitting = [(field, json.dumps(plain(getattr(each, field)))) for record in READINGS
               for each in getattr(record, part.field) for field in fields if field not in FIXED]  # fmt: skip
    changes = st.sampled_from(fitting).flatmap(lambda to: st.builds(Correction, **common, item=item,
        action=st.just(Action.CHANGE), field=st.just(to[0]), value=st.just(to[1])))  # fmt: skip
    adds = st.builds(
        Correction, **common, item=st.just(""), action=st.just(Action.ADD), value=ITEMS[part].map(json.dumps)
    )
    return st.one_of(verdicts, changes, changes, wild, adds)


PREFIXES = {Part.ACTOR: "", Part.STATEMENT: "st-", Part.EVENT: "ev-", Part.ENGAGEMENT: "en-"}
CORRECTIONS = st.sampled_from(Part).flatmap(_said)
STEPS = st.lists(
    st.one_of(CORRECTIONS, CORRECTIONS, st.integers(1, 6), st.sampled_from(READINGS)), min_size=4, max_size=12
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    with open_archive(str(tmp_path_factory.mktemp("shelf") / "news.db"), create=True) as archive:
        archive.add(first())
        yield archive


def begin_anew(archive):
    for table in ("correction", "former_record"):
        archive.connection.run(f"DELETE FROM {table}")
    archive.reread(first())
    archive.connection.run("DELETE FROM former_record")
    archive.connection.run("UPDATE record SET corrected = NULL")


@settings(max_examples=80)
@given(STEPS)
def test_a_record_stays_sound_and_undoing_all_gives_what_was_read_byte_for_byte(shelf, steps):
    begin_anew(shelf)
    read = first()
    for step in steps:
        if isinstance(step, Correction):
            with suppress(WrongCorrection):
                correct(shelf, step)
        elif isinstance(step, int):
            standing = [each.number for each in corrections(shelf) if each.undone is None]
            if standing:
                undo(shelf, standing[step % len(standing)])
        else:
            before = corrections(shelf)
            reread(shelf, step)
            assert corrections(shelf) == before
            read = step
        record = shelf.record(DOCUMENT.id)
        _assert_sound(record)
        assert to_json(record) == to_json(applied(shelf, DOCUMENT.id).record)
    for each in corrections(shelf):
        if each.undone is None:
            undo(shelf, each.number)
    assert to_json(shelf.record(DOCUMENT.id)) == to_json(read)
    (items,) = next(shelf.connection.rows("SELECT count(*) FROM events"))
    assert items == len(read.events)


def _assert_sound(record):
    assert_spans_match_source(record)
    assert record.document == DOCUMENT
