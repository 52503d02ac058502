import gzip
import json
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readout.ingest import Failure, document_from, find_dateline, read_source
from readout.ingest.decode import decoded
from readout.model.errors import InputError, UnreadableDocument

WORDS = "The two envoys met in Astana on Friday."


def one(path, **more):
    (found,) = read_source(path, **more)
    return found


@pytest.mark.parametrize(
    ("text", "place", "day"),
    [
        (" date 2019-05-04 LIMA: The envoys met.", "LIMA", "2019-05-04"),
        ("date 2019-05-04 PORT LOUIS, Mauritius: The envoys met.", "PORT LOUIS, Mauritius", "2019-05-04"),
        ("LIMA, May 4 (Agency) -- The envoys met.", "LIMA", None),
        ("LIMA, May 4, 2019 (Reuters) - The envoys met.", "LIMA", "2019-05-04"),
        ("LIMA (Reuters) - The envoys met.", "LIMA", None),
        ("LIMA, 4 May 2019: The envoys met.", "LIMA", "2019-05-04"),
        ("LIMA, Peru (AP) _\n\nThe envoys met.", "LIMA, Peru", None),
        ("LIMA — Sept. 4th, 2019 — The envoys met.", "LIMA", "2019-09-04"),
        ("Lima, 2019-05-04 (Xinhua) -- The envoys met.", "Lima", "2019-05-04"),
        ("Envoys meet\n\nBy A. Writer\n\nLIMA, May 4, 2019 (AFP) - The envoys met.", "LIMA", "2019-05-04"),
        ("LIMA: The envoys met.", "LIMA", None),
        ("Published on 4 May 2019\n\nThe envoys met.", None, "2019-05-04"),
        ("May 4, 2019\r\n\r\nThe envoys met.", None, "2019-05-04"),
        ("SÃO TOMÉ (AFP) – The envoys met.", "SÃO TOMÉ", None),
        ("N'DJAMENA - The envoys met.", "N'DJAMENA", None),
    ],
)
def test_the_date_line_of_a_wire_report_is_read(text, place, day):
    document = document_from(text)
    assert (document.dateline, document.published) == (place, day)
    assert document.text == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The envoys met in Lima on May 4, 2019: a success.",
        "On Friday, May 3, 2019: the envoys met.",
        "QUESTION: Did they meet?\nMS. DOE: They did.",
        "MS. DOE: They met in Lima.",
        "JANE DOE: They met.\nJOHN ROE: They did.",
        "BREAKING: The envoys met.",
        "NATO - The envoys met.",
        "US: the envoys met.",
        "PERU: ENVOYS MEET AGAIN",
        "Statement (joint) - The envoys met.",
        "Peru: the envoys met.",
    ],
)
def test_other_openings_are_no_date_line(text):
    document = document_from(text or "So.")
    assert (document.dateline, document.published) == (None, None)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (" date 2019-05-04 LIMA: The envoys met.", "date 2019-05-04 LIMA:"),
        ("Envoys meet\r\n\r\nLIMA (AFP) -- The envoys met.", "LIMA (AFP) --"),
        ("date 2019-05-04\nThe envoys met.", "date 2019-05-04"),
        ("LIMA, Peru _\nThe envoys met.", "LIMA, Peru _"),
    ],
)
def test_the_date_line_has_its_place_in_the_text(text, line):
    assert find_dateline(text).span.of(text) == line


def test_a_text_without_a_date_line_has_no_place_for_it():
    assert find_dateline("The envoys met in Lima.").span is None


def test_a_day_that_no_calendar_has_is_not_a_date():
    assert document_from("date 2019-02-30 LIMA: The envoys met.").published is None


def test_the_date_that_the_caller_gives_wins_and_its_time_is_left_out():
    text = "LIMA, 4 May 2019: The envoys met."
    assert document_from(text, published="2019-05-06T08:30:00Z").published == "2019-05-06"
    assert document_from(text, published="2019-05-06").dateline == "LIMA"


@pytest.mark.parametrize("value", ["yesterday", "2019-13-01", "04/05/2019", "2019"])
def test_a_wrong_date_is_named_with_the_remedy(value):
    with pytest.raises(InputError, match=f"published '{value}' is not a date: write it as YYYY-MM-DD"):
        document_from(WORDS, published=value)


def test_the_id_depends_on_text_and_date_alone():
    first = document_from(WORDS, published="2019-05-04", source_id="a.txt")
    assert first.id == document_from(WORDS, published="2019-05-04", title="Envoys meet").id
    assert first.id != document_from(WORDS, published="2019-05-05").id
    assert first.id != document_from(WORDS + " ", published="2019-05-04").id


def test_a_file_is_read_unchanged_with_its_line_ends(tmp_path):
    path = tmp_path / "report.txt"
    path.write_bytes(b"The envoys met.\r\nThey parted.\r")
    document = one(path)
    assert document.text == "The envoys met.\r\nThey parted.\r"
    assert (document.source_id, document.encoding) == (str(path), "utf-8")


@pytest.mark.parametrize(("encoding", "name"), [("utf-8-sig", "utf-8"), ("utf-16", "utf-16"), ("utf-16-be", "utf-16")])
def test_a_byte_order_mark_is_not_part_of_the_text(tmp_path, encoding, name):
    path = tmp_path / "report.txt"
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    path.write_bytes(mark + WORDS.encode(encoding))
    assert (one(path).text, one(path).encoding) == (WORDS, name)


def test_windows_1252_is_decoded_and_said(tmp_path):
    path = tmp_path / "report.txt"
    path.write_bytes(b"The envoy of C\xf4te d\x92Ivoire \x96 \x93ready\x94 \x81.")
    assert one(path).text == "The envoy of Côte d’Ivoire – “ready” \ufffd."
    assert one(path).encoding == "windows-1252"


def test_each_lone_surrogate_becomes_one_replacement_character(tmp_path):
    path = tmp_path / "report.txt"
    path.write_bytes("The \ud800envoys\udfff\ude00 met.".encode(errors="surrogatepass"))
    document = one(path)
    assert (document.text, document.encoding) == ("The \ufffdenvoys\ufffd\ufffd met.", "utf-8")
    assert document_from("a\ud800b", source_id="\udcff.txt", title="\ud800").title == "\ufffd"


@pytest.mark.parametrize(
    ("data", "remedy"),
    [
        (b"%PDF-1.7\n...", "a PDF: export its text first"),
        (b"PK\x03\x04....", "a zip, Word or spreadsheet file: export its text first"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"\x7fELF\x02\x01", "a program"),
        (bytes(range(256)) * 20, "a binary file, not text"),
        (b"\x01\x02\x03 \x04\x05", "a binary file, not text"),
        ("The envoys met.".encode("utf-16-le"), "perhaps UTF-16 without its mark: save it as UTF-8"),
        (b"", "there is nothing to read in it"),
        (b" \r\n\t\xe2\x80\x8b\n", "there is nothing to read in it"),
        (b"\xef\xbb\xbf", "there is nothing to read in it"),
    ],
)
def test_what_is_no_text_is_refused_with_the_remedy(tmp_path, data, remedy):
    path = tmp_path / "report.txt"
    path.write_bytes(data)
    failure = one(path)
    assert failure.source == str(path)
    assert isinstance(failure.error, UnreadableDocument)
    assert remedy in str(failure.error)


def test_a_text_that_is_too_long_is_refused_with_both_numbers(tmp_path):
    path = tmp_path / "report.txt"
    path.write_bytes(b"word " * 1_000_000)
    assert "5,000,000 characters, where a report has at most 1,000,000" in str(one(path).error)
    assert "one a line as JSON lines" in str(one(path).error)


def test_a_missing_file_is_a_failure_with_its_path(tmp_path):
    failure = one(tmp_path / "none.txt")
    assert failure.source == str(tmp_path / "none.txt")
    assert "No such file or directory" in str(failure.error)


def test_compressed_files_are_read_whatever_their_name(tmp_path):
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(WORDS.encode()))
    (tmp_path / "b.txt").write_bytes(gzip.compress(WORDS.encode()))
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(json.dumps({"text": WORDS}).encode()))
    assert [document.text for document in read_source(str(tmp_path))] == [WORDS] * 3


@pytest.mark.parametrize("damage", [lambda data: data[:-12], lambda data: data[:20] + b"xx" + data[22:]])
def test_a_damaged_compressed_file_is_a_failure(tmp_path, damage):
    path = tmp_path / "report.txt.gz"
    path.write_bytes(damage(gzip.compress(WORDS.encode() * 9)))
    assert "damaged gzip data" in str(one(path).error)


def test_a_file_that_is_only_called_compressed_is_a_failure(tmp_path):
    path = tmp_path / "report.txt.gz"
    path.write_text(WORDS)
    assert "damaged gzip data" in str(one(path).error)


def test_rows_keep_their_fields_and_ignore_others(tmp_path):
    row = {
        "id": 7, "text": WORDS, "title": "Envoys meet", "published": "2019-05-04", "publisher": "Gazette",
        "url": "https://example.org/7", "mood": ["calm"],
    }  # fmt: skip
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(row) + "\n\n" + json.dumps({"text": WORDS, "title": None}) + "\n")
    first, second = read_source(str(path), published="2019-06-01")
    assert (first.source_id, first.title, first.publisher) == ("7", "Envoys meet", "Gazette")
    assert (first.url, first.published, first.encoding) == ("https://example.org/7", "2019-05-04", "utf-8")
    assert (second.source_id, second.published) == (f"{path}:3", "2019-06-01")


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ('{"title": "none"}', "text is missing"),
        ('{"text": null}', "text must be a string, not null"),
        ('{"text": 5}', "text must be a string, not a number"),
        ('{"text": " "}', "text: there is nothing to read"),
        ('{"text": "The envoys met.", "published": 20190504}', "published must be a string, not a number"),
        ('{"text": "The envoys met.", "published": "May"}', "published 'May' is not a date"),
        ('{"text": "The envoys met.", "url": []}', "url must be a string, not a list"),
        ('{"text": "The envoys met.", "id": true}', "id must be a string or a whole number"),
        ('["The envoys met."]', "a list, where an object with a text is needed"),
        ('{"text": "The envoys met."', "not JSON: .* at line 1, column 27"),
        ("[" * 100_000, "not JSON that can be read"),
    ],
)
def test_a_bad_row_is_a_failure_with_line_and_field_and_the_rest_goes_on(tmp_path, row, problem):
    path = tmp_path / "rows.jsonl"
    path.write_text(f'{{"text": "{WORDS}"}}\n{row}\n{{"text": "{WORDS}"}}\n')
    first, failure, last = read_source(str(path))
    assert first.text == last.text == WORDS
    assert failure.source == f"{path}:2"
    with pytest.raises(InputError, match=problem):
        raise failure.error


def test_a_json_file_is_one_row_or_a_list_of_them(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps({"text": WORDS}, indent=2))
    (tmp_path / "b.json").write_text(json.dumps([{"text": WORDS, "id": "x"}, 3]))
    single, first, failure = read_source(str(tmp_path))
    assert (single.source_id, first.source_id) == (str(tmp_path / "a.json"), "x")
    assert failure.source == f"{tmp_path / 'b.json'}:item 2"


def test_rows_in_utf_16_are_read(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(f'{{"text": "{WORDS}"}}\n{{"text": "Ça va."}}\n'.encode("utf-16"))
    assert [document.text for document in read_source(str(path))] == [WORDS, "Ça va."]


def test_a_surrogate_escaped_in_a_row_becomes_a_replacement_character(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text(r'{"text": "The \ud83d\ude00 envoys \ud800 met."}')
    assert one(path).text == "The \U0001f600 envoys \ufffd met."


def test_a_folder_is_read_in_order_with_what_is_below_and_other_kinds_are_told(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/y.ndjson", "picture.jpg", ".hidden.txt", "notes", "c.TEXT"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"text": WORDS, "id": name}) if name.endswith("json") else WORDS)
    skipped = []
    found = [document.source_id for document in read_source(str(tmp_path), skipped=skipped.append)]
    assert found == [
        "a/y.ndjson",
        str(tmp_path / "a/z.txt"),
        str(tmp_path / "b.txt"),
        str(tmp_path / "c.TEXT"),
    ]
    assert [Path(path).name for path in skipped] == ["notes", "picture.jpg"]


def test_a_folder_without_reports_is_a_failure(tmp_path):
    (tmp_path / "picture.jpg").touch()
    assert "no report in it: Readout reads .txt" in str(one(tmp_path).error)


def test_a_file_that_the_user_names_is_read_whatever_its_suffix(tmp_path):
    (tmp_path / "report.md").write_text(WORDS)
    (tmp_path / "rows").write_text(f'{{"text": "{WORDS}"}}\n{{"text": "{WORDS}"}}\n')
    assert one(tmp_path / "report.md").text == WORDS
    assert [document.text for document in read_source(str(tmp_path / "rows"))] == [WORDS, WORDS]


def test_a_failure_can_be_sent_to_another_process():
    failure = Failure("a.txt", UnreadableDocument("empty"))
    assert str(pickle.loads(pickle.dumps(failure)).error) == "empty"


@given(st.text(alphabet=st.sampled_from("AB ab.,:-–_()/\n 19May'date"), max_size=80))
def test_a_dateline_always_stands_in_the_text(text):
    document = document_from(f"{text}x")
    assert document.dateline is None or document.dateline in document.text


@given(st.text())
def test_utf_8_always_comes_back_as_it_was(text):
    data = text.encode()
    try:
        assert decoded(data)[0] == text.removeprefix("\ufeff")
    except UnreadableDocument:
        assert data.startswith((b"<", b"PK", b"%PDF")) or any(code < 32 or code == 127 for code in data)


@given(st.binary())
def test_any_bytes_are_decoded_or_refused(data):
    try:
        text, encoding = decoded(data)
    except UnreadableDocument:
        return
    assert encoding in ("utf-8", "utf-16", "windows-1252")
    assert len(text) <= len(data)
