import csv
import io
import json
import math
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readout.export.table import (
    LAYOUTS,
    Column,
    Kind,
    to_duckdb_relation,
    to_pandas_frame,
    to_polars_frame,
    write_rows,
)
from readout.export.table_files import BATCH, guarded, unguarded
from readout.model.errors import MissingExtra

duckdb = pytest.importorskip("duckdb")
pandas = pytest.importorskip("pandas")
polars = pytest.importorskip("polars")
parquet = pytest.importorskip("pyarrow.parquet")

COLUMNS = (
    Column("name", Kind.TEXT, "Who it is."),
    Column("calls", Kind.WHOLE, "How many calls."),
    Column("score", Kind.NUMBER),
    Column("held", Kind.TRUTH),
)
ROWS = (
    {"name": "Amina Odhiambo", "calls": 12, "score": -2.5, "held": True},
    {"name": "", "calls": None, "score": None, "held": None},
    {"calls": 0, "score": 10, "held": False},
)
WHOLE = [{column.name: row.get(column.name) for column in COLUMNS} for row in ROWS]
AWKWARD = [
    'say "no"',
    "a,b",
    "two\nlines",
    "tab\there",
    "cr\rlf\r\n",
    "nul\0",
    "👩🏽‍🚀",
    "\u200fشكرا\u202e",
    "=1+1",
    "'=1",
    " x ",
    "",
]
text = st.text() | st.sampled_from(AWKWARD)
rows_of_any_kind = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.none() | text,
            "calls": st.none() | st.integers(-(2**63), 2**63 - 1),
            "score": st.none() | st.floats(allow_nan=False, allow_infinity=False),
            "held": st.none() | st.booleans(),
        }
    ),
    max_size=5,
)


def written(rows, layout, columns=COLUMNS, width=None) -> bytes:
    stream = io.BytesIO()
    write_rows(rows, columns, layout, stream, width)
    return stream.getvalue()


@given(rows_of_any_kind)
def test_json_lines_and_an_array_give_back_every_row(rows):
    assert [json.loads(line) for line in written(rows, "jsonl").split(b"\n")[:-1]] == rows
    assert json.loads(written(rows, "json")) == rows


@given(rows_of_any_kind)
def test_parquet_gives_back_every_row(rows):
    assert parquet.read_table(io.BytesIO(written(rows, "parquet"))).to_pylist() == rows


@given(rows_of_any_kind)
def test_polars_and_duckdb_hold_every_row(rows):
    assert to_polars_frame(rows, COLUMNS).to_dicts() == rows
    relation = to_duckdb_relation(rows, COLUMNS, duckdb.connect())
    assert [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()] == rows


@given(rows_of_any_kind)
def test_pandas_holds_every_row(rows):
    frame = to_pandas_frame(rows, COLUMNS)
    back = [
        {name: None if pandas.isna(value) else value for name, value in row.items()} for row in frame.to_dict("records")
    ]
    assert back == rows


@given(rows_of_any_kind)
def test_csv_gives_back_every_cell_as_text(rows):
    header, *lines = csv.reader(io.StringIO(written(rows, "csv").decode(), newline=""))
    assert header == ["name", "calls", "score", "held"]
    names = [unguarded(line[0]) for line in lines]
    assert names == [row["name"] or "" for row in rows]
    spelled = {None: "", True: "true", False: "false"}
    assert [line[3] for line in lines] == [spelled[row["held"]] for row in rows]
    for line, row in zip(lines, rows, strict=True):
        assert (int(line[1]) if line[1] else None) == row["calls"]
        assert (float(line[2]) if line[2] else None) == row["score"]


def test_csv_keeps_nothing_apart_from_an_empty_text():
    assert written(ROWS, "csv") == (b'name,calls,score,held\r\nAmina Odhiambo,12,-2.5,true\r\n"",,,\r\n,0,10,false\r\n')


def test_duckdb_reads_nothing_and_an_empty_text_from_csv(tmp_path):
    write_rows(ROWS, COLUMNS, "csv", tmp_path / "rows.csv")
    read = duckdb.connect().read_csv(str(tmp_path / "rows.csv"), allow_quoted_nulls=False)
    assert [row[0] for row in read.fetchall()] == ["Amina Odhiambo", "", None]


def test_a_row_of_one_empty_cell_is_a_line_of_csv():
    assert written([{"name": None}, {"name": ""}], "csv", COLUMNS[:1]) == b'name\r\n""\r\n""\r\n'


@pytest.mark.parametrize("formula", ["=cmd()", "+1", "-1", "@sum", "\t=1", "  =1", "＝1", "\rx", "'=1", "''-x"])
def test_a_formula_is_a_text_with_an_apostrophe_in_csv(formula):
    assert guarded(formula) == f"'{formula}"
    assert unguarded(guarded(formula)) == formula


@pytest.mark.parametrize("harmless", ["", "'", "'twas", "a=b", "Lomé - Accra", "''"])
def test_other_texts_are_left_as_they_are_in_csv(harmless):
    assert guarded(harmless) == unguarded(harmless) == harmless


@given(text)
def test_every_text_comes_back_from_the_guard(words):
    assert unguarded(guarded(words)) == words


def test_a_negative_number_is_a_number_in_csv_and_the_name_of_a_column_no_formula():
    columns = (Column("=score", Kind.NUMBER), Column("name"))
    assert written([{"=score": -3.0, "name": "-3.0"}], "csv", columns) == b"'=score,name\r\n-3.0,'-3.0\r\n"


def test_half_a_surrogate_pair_becomes_the_replacement_character_in_every_layout():
    broken = [{"name": "a\ud83dz"}]
    for layout in LAYOUTS:
        assert written(broken, layout)
    assert json.loads(written(broken, "jsonl"))["name"] == "a\N{REPLACEMENT CHARACTER}z"
    assert to_polars_frame(broken, COLUMNS)["name"].to_list() == ["a\N{REPLACEMENT CHARACTER}z"]


def test_a_number_that_is_none_is_null_in_json():
    assert json.loads(written([{"score": math.nan}], "jsonl"))["score"] is None


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_table_without_rows_has_its_columns_where_the_layout_has_them(layout):
    expected = {"csv": b"name,calls,score,held\r\n", "jsonl": b"", "json": b"[]\n"}
    if layout in expected:
        assert written([], layout) == expected[layout]
    elif layout == "parquet":
        assert parquet.read_table(io.BytesIO(written([], layout))).column_names == [each.name for each in COLUMNS]
    else:
        assert written([], layout).decode().split("\n")[0].split() == [each.name for each in COLUMNS]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_rows_give_the_same_bytes(layout):
    assert written(iter(ROWS), layout) == written(ROWS, layout)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_rows_are_written_as_they_come(layout):
    """Fails when a layout keeps rows: after two groups of them the first bytes must be out."""
    stream = io.BytesIO()

    def rows() -> Iterator[dict[str, int]]:
        for number in range(2 * BATCH):
            yield {"calls": number}
        assert stream.tell() > 1_000

    write_rows(rows(), COLUMNS, layout, stream)
    assert not stream.closed


def test_a_file_appears_only_when_it_is_whole(tmp_path):
    def rows() -> Iterator[dict[str, str]]:
        yield {"name": "x"}
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_rows(rows(), COLUMNS, "csv", tmp_path / "rows.csv")
    assert list(tmp_path.iterdir()) == []


def test_parquet_carries_types_and_meanings():
    schema = parquet.read_schema(io.BytesIO(written(ROWS, "parquet")))
    assert [str(each) for each in schema.types] == ["string", "int64", "double", "bool"]
    assert schema.field("calls").metadata[b"description"] == b"How many calls."


def test_pandas_types_do_not_depend_on_the_rows():
    types = ["string", "Int64", "float64", "boolean"]
    assert [str(each) for each in to_pandas_frame(ROWS, COLUMNS).dtypes] == types
    assert [str(each) for each in to_pandas_frame([], COLUMNS).dtypes] == types


def test_a_duckdb_relation_is_asked_in_sql():
    relation = to_duckdb_relation(ROWS, COLUMNS)
    assert relation.aggregate("sum(calls)").fetchall() == [(12,)]


@pytest.mark.parametrize(
    ("package", "extra", "make"),
    [
        ("pyarrow.parquet", "columns", lambda: written(ROWS, "parquet")),
        ("pandas", "pandas", lambda: to_pandas_frame(ROWS, COLUMNS)),
        ("polars", "polars", lambda: to_polars_frame(ROWS, COLUMNS)),
        ("duckdb", "duckdb", lambda: to_duckdb_relation(ROWS, COLUMNS)),
        ("pyarrow", "duckdb", lambda: to_duckdb_relation(ROWS, COLUMNS)),
    ],
)
def test_without_a_package_the_message_names_the_extra(package, extra, make, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtra, match=rf"pip install 'readout-diplomacy\[{extra}\]'"):
        make()
