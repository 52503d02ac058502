import datetime
import json

import pyarrow
import pytest

from readout.ingest import Failure, read_bytes, read_source
from readout.model.errors import InputError
from tests.ingest_files.made import WORDS, columns


def found(text, name="rows.csv", **more):
    return list(read_bytes(text if isinstance(text, bytes) else text.encode(), name, **more))


def one(*arguments, **more):
    (item,) = found(*arguments, **more)
    if isinstance(item, Failure):
        raise item.error
    return item


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_seen_in_the_header(mark):
    rows = [
        ["id", "title", "text", "published"],
        ["7", f'"Envoys{mark} both"', f'"{WORDS} ""Yes""\n\nThey spoke."', "2019-05-04"],
    ]
    document = one("\ufeff" + "\r\n".join(mark.join(row) for row in rows))
    assert document.text == f'{WORDS} "Yes"\n\nThey spoke.'
    assert (document.source_id, document.title, document.published) == ("7", f"Envoys{mark} both", "2019-05-04")


def test_a_row_without_an_id_is_called_by_the_line_on_which_it_begins():
    documents = found('text,published\n"One\nmet.",\n\nTwo met.,\n')
    assert [document.source_id for document in documents] == ["rows.csv:2", "rows.csv:5"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252"])
def test_a_table_is_decoded_line_by_line(encoding):
    assert one("text,published\nÇa va – “oui”.,\n".encode(encoding)).text == "Ça va – “oui”."


def test_a_row_that_is_not_well_formed_is_a_failure_and_the_rest_goes_on():
    table = 'text,title\nOne met.,a\nTwo, met.,a,b\n"Three "met" again",a\nFour met.\n'
    first, cells, quoted, last = found(table)
    assert (first.text, last.text, last.title) == ("One met.", "Four met.", None)
    assert (cells.source, quoted.source) == ("rows.csv:3", "rows.csv:4")
    assert "4 cells, where the header has 2" in str(cells.error)
    assert "double the quotation marks inside a cell" in str(quoted.error)


def test_a_quotation_mark_that_is_never_closed_is_told():
    first, failure = found('text,title\nOne met.,a\n"Two met.,b\nThree met.,c\n')
    assert first.text == "One met."
    assert (failure.source, "never closed" in str(failure.error)) == ("rows.csv:3", True)


def test_a_cell_longer_than_the_csv_library_allows_by_itself_is_read():
    assert len(one(f"text,title\n{'word ' * 50_000},a\n").text) == 250_000


def test_a_table_without_texts_names_its_columns_and_the_remedy():
    with pytest.raises(InputError, match=r"no column of texts in it: .* text=COLUMN; the columns are a, b"):
        one("a,b\n1,2\n3,4\n")


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf\n"])
def test_an_empty_table_is_refused(data):
    with pytest.raises(InputError, match="there is nothing to read in it"):
        one(data)


def test_parquet_is_read_with_the_types_of_its_columns():
    table = {
        "id": [7, 8],
        "text": [WORDS, b"They spoke.".decode()],
        "published": pyarrow.array([datetime.datetime(2019, 5, 4, 23, 30)] * 2, pyarrow.timestamp("ns", "UTC")),
        "publisher": pyarrow.array(["Gazette", None]).dictionary_encode(),
        "unread": [{"a": 1}, None],
    }
    first, second = found(columns(table), "rows.parquet")
    assert (first.source_id, first.text, first.published, first.publisher) == ("7", WORDS, "2019-05-04", "Gazette")
    assert (second.source_id, second.publisher) == ("8", None)


@pytest.mark.parametrize("day", [datetime.date(2019, 5, 4), 20190504, "May 4, 2019"])
def test_parquet_has_days_in_several_types(day):
    (document,) = found(columns({"text": [WORDS], "published": [day]}), "rows.parquet")
    assert (document.published, document.source_id) == ("2019-05-04", "rows.parquet:row 1")


def test_a_text_that_is_bytes_is_decoded():
    assert one(columns({"text": [WORDS.encode()], "published": ["2019-05-04"]}), "rows.parquet").text == WORDS


def test_damaged_parquet_is_a_failure_after_the_rows_that_can_be_read(tmp_path):
    data = columns({"text": [f"{WORDS} {number}" for number in range(2_000)]}, row_group_size=1_000, compression="none")
    middle = data.rindex(b"1500")
    *documents, failure = found(data[: middle - 9_000] + b"\xff" * 4_000 + data[middle - 5_000 :], "rows.parquet")
    assert len(documents) >= 1_000
    assert f"after row {len(documents)}: a damaged Parquet file" in str(failure.error)
    (whole,) = found(data[:-40], "rows.parquet")
    assert "a damaged Parquet file" in str(whole.error)


def test_parquet_is_read_from_a_file(tmp_path):
    path = tmp_path / "rows.parquet"
    path.write_bytes(columns({"text": [WORDS]}))
    assert [document.text for document in read_source(path)] == [WORDS]


def test_a_table_on_standard_input_is_read_when_columns_are_given():
    table = "headline,body\nEnvoys meet,They met.\n"
    assert one(table, "-", columns="text=body,title=headline").title == "Envoys meet"
    assert one(table, "-").text == table


def test_json_rows_are_mapped_too_and_keep_their_id():
    row = {"id": "a", "maintext": WORDS, "date_publish": "2019-05-04 12:00:00", "authors": ["A. Writer", "B. Author"]}
    document = one(json.dumps(row), "rows.jsonl")
    assert (document.source_id, document.published, document.author) == (
        "rows.jsonl:1",
        "2019-05-04",
        "A. Writer; B. Author",
    )
    own = one(json.dumps({"id": "a", "text": WORDS, "author": "A. Writer"}), "rows.jsonl")
    assert (own.source_id, own.author) == ("a", "A. Writer")


def test_rows_keep_little_in_memory(tmp_path):
    import tracemalloc

    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps({"id": str(number), "text": WORDS}) + "\n" for number in range(3_000)))
    rows = read_source(path)
    next(rows)
    tracemalloc.start()
    assert sum(1 for _ in rows) == 2_999
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < path.stat().st_size


@pytest.mark.parametrize(
    ("cell", "author"),
    [
        ("\"['Ann Poe', 'Bo Li']\"", "Ann Poe; Bo Li"),
        ('"[""Ann Poe"", ""Bo Li""]"', "Ann Poe; Bo Li"),
        ("[]", None),
        ("[staff]", "[staff]"),
    ],
)
def test_a_list_of_authors_in_a_cell_is_read_as_one(cell, author):
    (document,) = found(f"text,author\nNorway thanked Chile.,{cell}\n")
    assert document.author == author
