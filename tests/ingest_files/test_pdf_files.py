import io
import subprocess
import sys

import pytest
from fpdf import FPDF
from pypdf import PdfReader, PdfWriter

from readout.ingest.lines import Line, text_of, without_running_heads
from readout.ingest.pdf import MOST_PAGES, document_from_pdf
from readout.model.errors import UnreadableDocument
from tests.ingest_files.made import REPORT, WORDS, pdf


def lines(*texts):
    return [Line(text) for text in texts]


def test_lines_become_paragraphs_again():
    document = document_from_pdf(pdf(REPORT, WORDS, title="Joint communique", kind=FPDF))
    assert document.text == f"Joint communique\n\n{REPORT}\n\n{WORDS}"
    assert (document.published, document.dateline) == ("2019-05-04", "LIMA")


def test_running_heads_and_page_numbers_are_dropped():
    paragraphs = [f"Talks were {'very ' * number}long. {REPORT} {REPORT}" for number in range(20)]
    data = pdf(*paragraphs)
    assert len(PdfReader(io.BytesIO(data)).pages) > 2
    text = document_from_pdf(data).text
    assert "Press Office" not in text
    assert "Page" not in text
    assert [part for part in text.split("\n\n") if part in paragraphs] == paragraphs


def test_a_paragraph_that_goes_on_overleaf_is_one():
    first, second = lines("Head 1", "The minister said that the", "1"), lines("Head 2", "border is open to all.", "2")
    assert text_of([first, second]) == "The minister said that the border is open to all."


def test_a_number_that_stands_alone_in_the_middle_of_a_page_stays():
    page = lines("Head", "Before it", "it was", "2019", "and so on", "it went on", "3")
    assert "2019" in text_of([page, page])


def test_lines_of_one_page_alone_are_no_running_heads():
    page = lines("Ministry", "The envoys met.", "Lima")
    assert without_running_heads([page]) == [page]


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        (("They spoke of fish-", "eries again"), "They spoke of fisheries again"),
        (("A long-term plan is a long-", "term plan"), "A long-term plan is a long-term plan"),
        (("It is co\u00ad", "operation"), "It is cooperation"),
        (("the Franco-", "German plan"), "the Franco- German plan"),
        (("They ofﬁcially met", "there"), "They officially met there"),
    ],
)
def test_words_that_line_ends_part_are_mended(broken, mended):
    assert text_of([lines(*broken)]) == mended


def test_items_and_numbered_paragraphs_are_paragraphs():
    page = lines(
        "The two sides agreed on these points, all of them:", "1. Trade will be free.", "2. Borders will open."
    )
    assert text_of([page]).count("\n\n") == 2


def test_properties_count_only_when_the_text_bears_them_out():
    named = document_from_pdf(pdf(REPORT, title="Joint communique", author="Press Office"))
    assert (named.title, named.author) == ("Joint communique", "Press Office")
    writer = PdfWriter(io.BytesIO(pdf(REPORT)))
    writer.add_metadata({"/Title": "Microsoft Word - draft3.doc", "/Author": "Administrator"})
    stream = io.BytesIO()
    writer.write(stream)
    left_over = document_from_pdf(stream.getvalue())
    assert (left_over.title, left_over.author) == (None, None)


def test_the_day_on_which_the_file_was_made_is_not_that_of_publication():
    data = pdf(WORDS)
    assert b"/CreationDate" in data
    assert document_from_pdf(data).published is None
    assert document_from_pdf(data, published="2019-05-06").published == "2019-05-06"


def test_a_file_that_is_locked_is_refused_with_the_remedy():
    data = pdf(WORDS, owner_password="key", user_password="word", encryption_method="AES-256")
    with pytest.raises(UnreadableDocument, match=r"locked with a password: .*qpdf --decrypt"):
        document_from_pdf(data)


def test_a_file_that_only_forbids_printing_is_read():
    assert WORDS in document_from_pdf(pdf(WORDS, owner_password="key", encryption_method="AES-128")).text


def test_a_scanned_file_is_refused_with_the_remedy():
    with pytest.raises(UnreadableDocument, match=r"only pictures of pages: .*ocrmypdf in.pdf out.pdf"):
        document_from_pdf(pdf(kind=FPDF))


@pytest.mark.parametrize("damage", [lambda data: data[:200], lambda data: data.replace(b"/Pages", b"/Pogos")])
def test_a_damaged_file_is_refused_with_the_remedy(damage):
    with pytest.raises(UnreadableDocument, match="a damaged file, or only called a PDF: export its text first"):
        document_from_pdf(damage(pdf(REPORT)))


def test_a_file_with_a_fault_that_can_be_mended_is_read_and_nothing_is_told_on_stderr():
    code = "import sys; from readout.ingest import read_source; print(next(read_source('-')).text)"
    data = pdf(WORDS).replace(b"startxref\n", b"startxref\n9")
    done = subprocess.run([sys.executable, "-c", code], input=data, capture_output=True, check=True)
    assert WORDS in done.stdout.decode()
    assert done.stderr == b""


def test_too_many_pages_are_refused_with_both_numbers():
    writer = PdfWriter()
    for _ in range(MOST_PAGES + 1):
        writer.add_blank_page(100, 100)
    stream = io.BytesIO()
    writer.write(stream)
    with pytest.raises(UnreadableDocument, match=f"{MOST_PAGES + 1} pages, where a report has at most {MOST_PAGES}"):
        document_from_pdf(stream.getvalue())
