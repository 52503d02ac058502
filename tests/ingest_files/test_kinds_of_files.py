import gzip

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readout.ingest import Failure, read_bytes, read_source
from readout.ingest.kinds import SUFFIXES
from readout.model import extras
from readout.model.errors import InputError, MissingExtra
from readout.model.record import Document
from tests.ingest_files.made import PAGE, REPORT, WORDS, capture, columns, pdf, word

FILES = {
    "a.txt": REPORT.encode(),
    "b.html": PAGE.encode(),
    "c.csv": f"text,title\n{WORDS},T\n".encode(),
    "d.parquet": columns({"text": [WORDS]}),
    "e.warc": capture(1),
    "f.pdf": pdf(REPORT, title="Communique"),
    "g.docx": word(lambda made: made.add_paragraph(WORDS)),
    "h.jsonl": f'{{"text": "{WORDS}"}}\n'.encode(),
}


def texts(items):
    return [item.text for item in items]


def test_a_folder_is_read_with_files_of_all_kinds(tmp_path):
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
        (tmp_path / f"{name}.gz").write_bytes(gzip.compress(data))
    skipped = []
    documents = list(read_source(tmp_path, skipped=skipped.append))
    assert [type(document) for document in documents] == [Document] * 2 * len(FILES)
    assert skipped == []


@pytest.mark.parametrize("name", sorted(FILES.keys() - {"c.csv"}))
def test_the_first_bytes_tell_the_kind_whatever_the_name(name):
    data = FILES[name]
    assert texts(read_bytes(data, "report")) == texts(read_bytes(data, name))
    if not name.endswith((".txt", ".jsonl")):
        assert texts(read_bytes(data, "report.txt")) == texts(read_bytes(data, name))


def test_the_content_type_tells_what_the_bytes_do_not():
    table = FILES["c.csv"]
    assert texts(read_bytes(table, "https://a.org/1", content_type="text/csv; charset=utf-8")) == [WORDS]
    assert texts(read_bytes(table, "https://a.org/1")) == [table.decode()]


def test_a_page_behind_comments_and_a_declaration_is_a_page():
    data = b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- made by hand -->\n\n' + PAGE.encode()
    (document,) = read_bytes(data, "page", url="https://a.org/1")
    assert (document.title, document.url) == ("Envoys meet", "https://a.org/1")


def test_the_day_given_is_for_pages_that_have_none():
    own, given = (
        next(read_bytes(page.encode(), "page.html", published="2020-01-01"))
        for page in (PAGE, f"<html><body><article><p>{WORDS}</p></article></body></html>")
    )
    assert (own.published, given.published) == ("2019-05-04", "2020-01-01")
    assert given.id != next(read_bytes(f"<html><body><article><p>{WORDS}</p></article></body></html>".encode(), "p")).id


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_feed_is_seen_by_its_root(encoding):
    feed = (
        f"<?xml version='1.0' encoding='{encoding}'?>\n<!DOCTYPE rss>\n<rss version='2.0'><channel>"
        f"<title>Gazette</title><item><title>Envoys meet</title><link>https://a.org/1</link><description>{WORDS}</description></item>"
        "</channel></rss>"
    )
    (document,) = read_bytes(feed.encode(encoding), "news")
    assert (document.text, document.title, document.publisher) == (WORDS, "Envoys meet", "Gazette")


@pytest.mark.parametrize(
    ("data", "remedy"),
    [
        (b"\xd0\xcf\x11\xe0 old", "an old Office file: save it as .docx"),
        (b"{\\rtf1 old}", "a Rich Text file: save it as plain text first"),
        (b"\x28\xb5\x2f\xfd....", "compressed with zstd: unpack it first"),
        (b"<?xml version='1.0'?><rows><row>They met.</row></rows>", "neither RSS nor Atom: export its text first"),
    ],
)
def test_what_is_not_read_is_refused_with_the_remedy(data, remedy):
    (failure,) = read_bytes(data, "file.xml")
    assert remedy in str(failure.error)


@pytest.mark.parametrize(
    ("name", "module", "extra"),
    [
        ("b.html", "trafilatura", "web"),
        ("d.parquet", "pyarrow", "columns"),
        ("e.warc", "fastwarc.warc", "warc"),
        ("f.pdf", "pypdf", "office"),
        ("g.docx", "docx", "office"),
    ],
)
def test_a_package_that_is_missing_is_named_with_its_extra(monkeypatch, name, module, extra):
    real = extras.import_module

    def absent(wanted):
        if wanted.split(".")[0] == module.split(".")[0]:
            raise ImportError(wanted)
        return real(wanted)

    monkeypatch.setattr(extras, "import_module", absent)
    (failure,) = read_bytes(FILES[name], name)
    assert isinstance(failure.error, MissingExtra)
    assert f"readout-diplomacy[{extra}]" in str(failure.error)


def test_a_line_that_never_ends_is_refused(monkeypatch):
    monkeypatch.setattr("readout.ingest.streams.MOST_BYTES", 1_000)
    first, failure = read_bytes(b'{"text": "They met."}\n' + b'{"text": "' + b"a" * 2_000, "rows.jsonl")
    assert first.text == "They met."
    assert "over 1,000 bytes in one line" in str(failure.error)


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rubbish=st.binary(max_size=200), head=st.sampled_from([b"", *(data[:60] for data in FILES.values())]))
def test_rubbish_under_any_suffix_is_a_document_or_a_failure(suffix, rubbish, head):
    for item in read_bytes(head + rubbish, f"file{suffix}"):
        assert isinstance(item, Document) or isinstance(item.error, InputError)


@pytest.mark.parametrize("name", sorted(FILES))
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_file_with_damage_is_a_document_or_a_failure(name, data):
    whole = FILES[name]
    place = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:place] + data.draw(st.binary(max_size=6)) + whole[place + data.draw(st.integers(0, 40)) :]
    for item in read_bytes(damaged, name):
        assert isinstance(item, Document | Failure)
