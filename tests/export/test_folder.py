import csv
import io
import json
import sys

import pytest

from readout.export.folder import write_folder
from readout.export.rows import rows_of, table_columns
from readout.export.table_columns import Kind
from readout.export.withheld import text_hash
from readout.model.errors import MissingExtra
from tests.export.marked import RECORD, quoted_runs

NAMES = ["actors", "statements", "events", "engagements", "topics"]


def test_a_folder_has_a_file_for_each_table_with_the_rows_of_all_records(call, nothing, tmp_path):
    paths = write_folder([call, nothing, call], tmp_path / "new" / "tables", "jsonl")
    assert [path.name for path in paths] == [f"{name}.jsonl" for name in NAMES]
    for path in paths:
        rows = [json.loads(line) for line in path.read_text().splitlines()]
        expected = rows_of(call)[path.stem]
        columns = [column.name for column in table_columns()[path.stem]]
        assert rows == [{name: row.get(name) for name in columns} for row in [*expected, *expected]]


def test_parquet_files_read_back_the_same(call, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    for path in write_folder([call], tmp_path):
        rows = parquet.read_table(path).to_pylist()
        assert [{name: value for name, value in row.items() if value is not None} for row in rows] == [
            {name: value for name, value in row.items() if value is not None} for row in rows_of(call)[path.stem]
        ]


def test_the_same_records_give_the_same_bytes(call, tmp_path):
    pytest.importorskip("pyarrow")
    for layout in ("csv", "json", "parquet"):
        first, second = (write_folder([call], tmp_path / name, layout) for name in ("a", "b"))
        assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_broken_off_no_file_is_left(call, tmp_path):
    def records():
        yield call
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_folder(records(), tmp_path, "csv")
    assert list(tmp_path.iterdir()) == []


def test_rows_need_no_pandas_and_have_only_described_columns(call, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    for name, rows in rows_of(call).items():
        described = {column.name: column.kind for column in table_columns()[name]}
        fitting = {Kind.TEXT: str, Kind.WHOLE: int, Kind.NUMBER: (int, float), Kind.TRUTH: bool}
        for row in rows:
            assert set(row) <= set(described)
            assert all(value is None or isinstance(value, fitting[described[column]]) for column, value in row.items())


def test_without_pyarrow_parquet_names_the_extra(call, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(MissingExtra, match="columns"):
        write_folder([call], tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("layout", ["csv", "parquet"])
def test_without_text_no_five_words_in_a_row_are_left_and_positions_stay(call, tmp_path, layout):
    records = [RECORD, call]
    for path in write_folder(records, tmp_path, layout, without_text=True):
        rows = read_rows(path)
        assert not {"words", "cue", "sentence"} & set(rows[0])
        cells = " | ".join(str(cell) for row in rows for cell in row.values())
        assert [quoted_runs(record.document.text, cells) for record in records] == [[], []]
        expected = [(record, row) for record in records for row in rows_of(record)[path.stem]]
        for row, (record, whole) in zip(rows, expected, strict=True):
            assert [str(row.get(name) or "") for name in ("id", "start", "stop")] == [
                str(whole.get(name) or "") for name in ("id", "start", "stop")
            ]
            assert row["text_sha256"] == text_hash(record.document)


def test_the_same_search_finds_quotations_in_tables_with_text(call, tmp_path):
    cells = " ".join(path.read_text(encoding="utf-8") for path in write_folder([RECORD, call], tmp_path, "csv"))
    assert quoted_runs(RECORD.document.text, cells)


def read_rows(path):
    if path.suffix == ".csv":
        return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    return pytest.importorskip("pyarrow.parquet").read_table(path).to_pylist()
