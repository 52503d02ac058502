import io
import sys

import pytest
from fastwarc.warc import WarcRecordType

from readout.ingest import Failure, read_bytes, read_source
from tests.ingest_files.made import PAGE, WORDS, capture, compressed, pdf

CAPTURES = [capture(number, PAGE.replace("trade", f"trade {number}")) for number in range(5)]


def found(records, name="pages.warc.gz"):
    return list(read_bytes(b"".join(records), name))


def numbers(items):
    return [item.url.rsplit("/")[-1] for item in items if not isinstance(item, Failure)]


@pytest.mark.parametrize("records", [CAPTURES, compressed(CAPTURES)])
def test_each_page_of_an_archive_is_a_document_with_its_address(tmp_path, records):
    path = tmp_path / "pages.warc"
    path.write_bytes(b"".join(records))
    documents = list(read_source(path))
    assert numbers(documents) == list("01234")
    assert documents[0].source_id == f"{path}: record <urn:uuid:0>"
    assert (documents[0].title, documents[0].language) == ("Envoys meet", "en")


def test_the_day_of_a_capture_is_not_that_of_publication():
    bare = f"<html><body><article><p>{WORDS}</p></article></body></html>"
    own, none = found([capture(1), capture(2, bare)])
    assert (own.published, none.published) == ("2019-05-04", None)
    (own, given) = read_bytes(capture(1) + capture(2, bare), "a.warc", published="2021-07-11")
    assert (own.published, given.published) == ("2019-05-04", "2021-07-11")


def test_plain_text_pdf_and_extracted_text_are_read_and_nothing_else():
    records = [
        capture(1, WORDS, content_type="text/plain; charset=utf-8"),
        capture(2, pdf(WORDS), content_type="application/pdf"),
        capture(3, WORDS, content_type="text/plain", kind=WarcRecordType.conversion),
        capture(4, status="404 Not Found"),
        capture(5, b"\x89PNG", content_type="image/png"),
        capture("robots.txt", "User-agent: *", content_type="text/plain"),
        capture(6, PAGE, kind=WarcRecordType.request),
    ]
    assert numbers(found(records)) == ["1", "2", "3"]


def test_a_page_without_a_report_is_a_failure_in_its_place():
    first, failure, last = found([CAPTURES[0], capture(7, "<html><body></body></html>"), CAPTURES[1]])
    assert numbers([first, last]) == ["0", "1"]
    assert failure.source == "pages.warc.gz: record <urn:uuid:7>"


def test_a_damaged_record_is_a_failure_in_its_place_and_the_rest_goes_on():
    records = compressed(CAPTURES)
    records[1] = records[1][:80] + b"xyz" + records[1][83:]
    items = found(records)
    assert numbers(items) == ["0", "2", "3", "4"]
    assert isinstance(items[1], Failure)
    assert items[1].source == "pages.warc.gz: record at or after byte 0"
    assert "get the file again, or go without this record" in str(items[1].error)


def test_a_damaged_first_record_costs_no_other():
    records = compressed(CAPTURES)
    records[0] = records[0][:40] + b"xyz" + records[0][43:]
    items = found(records)
    assert isinstance(items[0], Failure)
    assert numbers(items) == list("1234")


@pytest.mark.parametrize(
    "damage",
    [
        lambda record: record.replace(b"WARC/1.1", b"XARC/9.9"),
        lambda record: record.replace(b"Content-Length", b"Content-Langth", 1),
        lambda record: record.replace(b"\r\nContent-Length: ", b"\r\nContent-Length: 99999", 1),
    ],
)
def test_a_damaged_head_that_is_not_compressed_costs_one_record(damage):
    items = found([CAPTURES[0], damage(CAPTURES[1]), *CAPTURES[2:]], "pages.warc")
    assert numbers(items) == ["0", "2", "3", "4"]
    assert sum(isinstance(item, Failure) for item in items) == 1


@pytest.mark.parametrize("pack", [list, compressed])
def test_an_archive_that_is_cut_off_is_named_and_read_as_far_as_it_goes(pack):
    records = pack(CAPTURES[:2])
    first, failure = found([records[0], records[1][:-100]])
    assert numbers([first]) == ["0"]
    assert f"record at or after byte {len(records[0])}" in failure.source
    assert "the file is cut off" in str(failure.error)


def test_an_archive_without_a_page_is_a_failure():
    (failure,) = found([capture(5, b"\x89PNG", content_type="image/png")])
    assert "no page in it" in str(failure.error)


@pytest.mark.parametrize("pack", [list, compressed])
def test_an_archive_is_read_from_a_pipe(monkeypatch, pack):
    class Pipe(io.BytesIO):
        def seekable(self):
            return False

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Pipe(b"".join(pack(CAPTURES))))))
    assert numbers(read_source("-")) == list("01234")
