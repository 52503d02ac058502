"""Records cannot change, can be hashed, and go to JSON and back without loss."""

import json

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readout.model.errors import UnreadableRecord
from readout.model.jsonform import from_json, to_dict, to_json
from readout.model.record import Actor, Because, Document, Evidence, Record, Statement, TopicTable
from readout.model.span import Span
from tests.model.strategies import KINDS, RECORDS, structs

DOCUMENT = Document(id="doc-1", text="Peru met Chile.")
WHERE = (Span(0, 4),)
ACTOR = Actor(key="PER", name="Peru", kind="state", mentions=WHERE, evidence=Evidence(name=Because(WHERE)))
RECORD = Record(document=DOCUMENT, actors=(ACTOR,))
TOO_MUCH = [HealthCheck.too_slow, HealthCheck.data_too_large]
SLOW = settings(deadline=None, suppress_health_check=TOO_MUCH, max_examples=60)


@SLOW
@given(RECORDS)
def test_every_record_survives_json(record):
    again = from_json(to_json(record))
    assert again == record
    assert hash(again) == hash(record)
    assert to_json(again) == to_json(record)


@SLOW
@given(RECORDS)
def test_every_record_is_one_line_of_json_and_the_same_as_plain_values(record):
    line = to_json(record)
    assert b"\n" not in line
    assert json.loads(line) == json.loads(json.dumps(to_dict(record)))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@SLOW
@given(st.data())
def test_every_part_of_a_record_is_frozen_and_hashed(kind, data):
    value = data.draw(structs(kind))
    assert value == msgspec.structs.replace(value)
    assert hash(value) == hash(msgspec.structs.replace(value))
    for field in msgspec.structs.fields(kind):
        with pytest.raises(AttributeError):
            setattr(value, field.name, None)


def test_spans_are_pairs_of_numbers_in_json():
    assert json.loads(to_json(RECORD))["actors"][0]["mentions"] == [[0, 4]]


def test_the_fields_of_the_contract_are_all_there_even_when_empty():
    plain = to_dict(RECORD)
    assert set(plain) == {
        "document", "actors", "statements", "events", "engagements", "schema_version", "readout_version", "models",
    }  # fmt: skip
    assert {"key", "name", "kind", "country", "sectors", "office", "person", "mentions", "evidence"} == set(
        plain["actors"][0]
    )


def test_reasons_leave_out_what_is_not_known():
    assert json.loads(to_json(RECORD))["actors"][0]["evidence"] == {"name": {"spans": [[0, 4]]}}


def test_letters_of_all_scripts_are_written_as_they_are():
    record = Record(document=Document(id="doc-1", text="Mevlüt Çavuşoğlu 王毅 \U0001f91d"))
    assert "Mevlüt Çavuşoğlu 王毅 \U0001f91d" in to_json(record).decode()


def test_what_readout_does_not_know_in_a_line_is_passed_over():
    line = to_json(RECORD)[:-1] + b',"weather":"rain"}'
    assert from_json(line) == RECORD


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"{}", "document"),
        (b"[]", "array"),
        (b"{", "truncated"),
        (to_json(RECORD).replace(b"[0,4]", b'["0",4]'), r"\.mentions"),
        (to_json(RECORD).replace(b'"state"', b'"planet"'), r"\.kind"),
    ],
)
def test_a_line_that_is_no_record_is_refused_with_the_place(line, told):
    with pytest.raises(UnreadableRecord, match=told):
        from_json(line)


def test_a_span_in_json_that_runs_backward_is_refused():
    with pytest.raises(UnreadableRecord, match="0 <= start < stop"):
        from_json(to_json(RECORD).replace(b"[0,4]", b"[4,0]"))


def test_a_statement_says_what_must_be_known():
    with pytest.raises(TypeError, match="content"):
        Statement(id="st-1", speakers=(), speaker_spans=(), cue=(Span(0, 1),), form="direct")  # type: ignore[call-arg]


def test_a_map_in_a_record_keeps_its_order():
    table = TopicTable({"both": ("dam",), "EGY_only": (), "SDN_only": ("flood",)})
    assert list(table) == ["both", "EGY_only", "SDN_only"]
