import io
import sys
from dataclasses import fields

import pytest

from readout.export.frames import COLUMNS, Frames, to_pandas
from readout.model.errors import InputError

pandas = pytest.importorskip("pandas")
NAMES = [field.name for field in fields(Frames)]


@pytest.mark.parametrize("name", NAMES)
def test_columns_and_their_types_do_not_depend_on_the_rows(call, nothing, name):
    full, empty = getattr(to_pandas(call), name), getattr(to_pandas(nothing), name)
    assert len(full) > 0
    assert len(empty) == 0
    assert list(full.columns) == list(empty.columns) == list(COLUMNS[name])
    assert list(full.dtypes) == list(empty.dtypes)


@pytest.mark.parametrize("name", NAMES)
def test_every_row_gives_its_document_and_the_words_at_its_place(call, name):
    for row in getattr(to_pandas(call), name).itertuples():
        assert (row.document_id, row.source_id, row.published) == ("doc-1", "calls/tuna.txt", "2031-03-05")
        assert row.words == call.document.text[row.start : row.stop] != ""


def test_a_list_is_one_cell_and_nothing_an_empty_one(call):
    statements = to_pandas(call).statements
    assert list(statements["addressees"].isna()) == [True, True, False]
    engagement = to_pandas(call).engagements.iloc[1]
    assert engagement["participants"] == "Amina Odhiambo; Lars Berg"
    assert engagement["participants_keys"] == "odhiambo; berg"
    assert engagement["participants_countries"] == "KEN; NOR"


def test_an_engagement_tells_what_both_sides_give_and_what_one_does(call):
    engagement = to_pandas(call).engagements.iloc[1]
    assert engagement["topics_both"] == "fishing quota"
    assert engagement["topics_only"] == "KEN: visa rules; NOR: inspectors"


def test_topics_are_numbered_in_the_order_of_telling(call):
    topics = to_pandas(call).topics
    told = topics[["side", "order", "topic", "strength"]].itertuples(index=False, name=None)
    assert list(told) == [
        ("KEN", 1, "fishing quota", "stressed"),
        ("KEN", 2, "visa rules", "raised"),
        ("NOR", 1, "inspectors", "discussed"),
        ("NOR", 2, "fishing quota", "discussed"),
    ]


def test_events_carry_codes_as_text_and_numbers_as_numbers(call):
    consult, aid = to_pandas(call).events.to_dict("records")
    assert (consult["cameo"], consult["goldstein"]) == ("041", 1.0)
    assert (aid["quantity"], aid["quantity_unit"], aid["claimed_by"]) == (40.0, "inspectors", "st-c")


def test_cells_are_plain_text_and_not_members_of_enumerations(call):
    assert {type(value) for value in to_pandas(call).events["realis"]} == {str}


def test_records_are_stacked_in_order(call, nothing):
    frames = to_pandas(iter([call, nothing, call]))
    assert list(frames.statements["id"]) == ["st-a", "st-b", "st-c"] * 2
    assert list(frames.statements.index) == list(range(6))


def test_a_csv_file_reads_back_the_same(call):
    events = to_pandas(call).events
    back = pandas.read_csv(io.StringIO(events.to_csv(index=False)), dtype=dict(COLUMNS["events"]))
    pandas.testing.assert_frame_equal(back, events)


def test_without_pandas_the_message_names_the_remedy(call, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(InputError, match=r"pip install 'readout-diplomacy\[pandas\]'"):
        to_pandas(call)
