import pytest
from docx.oxml import OxmlElement

from readout.ingest.docx import document_from_docx
from readout.model.errors import UnreadableDocument
from tests.ingest_files.made import REPORT, WORDS, with_part, word


def statement(made):
    made.add_heading("Joint statement", 0)
    made.add_paragraph(REPORT)
    table = made.add_table(2, 2)
    for cell, words in zip((cell for row in table.rows for cell in row.cells), "ABCD", strict=True):
        cell.text = words
    made.add_paragraph(WORDS)
    made.sections[0].header.paragraphs[0].text = "Running head"


def test_paragraphs_headings_and_tables_come_in_their_order():
    document = document_from_docx(word(statement))
    assert document.text == f"Joint statement\n\n{REPORT}\n\nA | B\n\nC | D\n\n{WORDS}"
    assert document.published == "2019-05-04"


def test_a_cell_over_several_columns_and_rows_is_read_once():
    def build(made):
        table = made.add_table(2, 2)
        table.cell(0, 0).merge(table.cell(1, 0)).text = "Peru"
        table.cell(0, 1).text, table.cell(1, 1).text = "one", "two"

    assert document_from_docx(word(build)).text == "Peru | one\n\ntwo"


def test_a_cell_that_says_it_is_a_billion_wide_is_read_once():
    def build(made):
        table = made.add_table(1, 1)
        table.cell(0, 0).text = WORDS
        table.cell(0, 0)._tc.grid_span = 1_000_000_000

    assert document_from_docx(word(build)).text == WORDS


def test_inserted_words_and_content_controls_are_read_and_deleted_words_are_not():
    def build(made):
        paragraph = made.add_paragraph("They ")
        for kind, words in (("ins", "agreed"), ("del", "quarrelled")):
            change = OxmlElement(f"w:{kind}")
            paragraph._p.append(change)
            change.append(paragraph.add_run(words)._r)
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        control.append(content)
        content.append(made.add_paragraph("In a control.")._p)
        made.element.body.insert(0, control)

    assert document_from_docx(word(build)).text == "In a control.\n\nThey agreed"


def test_title_and_author_are_those_of_the_file_where_they_can_be_believed():
    document = document_from_docx(word(statement, title="Joint Statement", author="Press Office"))
    assert (document.title, document.author) == ("Joint Statement", "Press Office")
    left_over = document_from_docx(word(statement, title="Template", author="Microsoft Office User"))
    assert (left_over.title, left_over.author) == (None, None)


def test_a_file_without_words_is_refused():
    with pytest.raises(UnreadableDocument, match="there is nothing to read in it"):
        document_from_docx(word(lambda made: None))


@pytest.mark.parametrize(
    ("damage", "remedy"),
    [
        (lambda data: data[:-100], "damaged, or a zip, Word or spreadsheet file"),
        (lambda data: with_part(data, "word/document.xml", "<w:document"), "damaged, or a zip"),
        (lambda data: with_part(data, "word/vbaProject.bin", b"\0"), "with macros: save it as .docx"),
        (lambda data: with_part(data, "word/media/a.png", bytes(257 << 20)), "too large when it is unpacked"),
    ],
)
def test_a_damaged_or_dangerous_file_is_refused_with_the_remedy(damage, remedy):
    with pytest.raises(UnreadableDocument, match=remedy):
        document_from_docx(damage(word(statement)))


def test_another_zip_is_refused():
    with pytest.raises(UnreadableDocument, match="a zip, Word or spreadsheet file: export its text first"):
        document_from_docx(
            with_part(word(statement), "xl/workbook.xml", b"").replace(b"word/document", b"word/dokument")
        )
