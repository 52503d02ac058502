"""The text of a Word file (DOCX, ECMA-376): paragraphs and tables in the order of the page."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from readout.ingest.office import document_of_file
from readout.model.errors import UnreadableDocument
from readout.model.extras import need
from readout.model.record import Document

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table, _Cell

BODY = "word/document.xml"
MACROS = "word/vbaProject.bin"
MOST_UNPACKED = 256 << 20  # bytes of all its parts, pictures included
MOST_XML = 64 << 20  # of its text with the markup
MOST_PARTS = 10_000
DEEPEST = 20  # tables within tables
CONTINUED = "continue"  # of a cell that belongs to the one above it
OTHER_ZIP = "a zip, Word or spreadsheet file: export its text first, or save it as .docx or CSV"
DAMAGED = "damaged, or a zip, Word or spreadsheet file: export its text first, or get the file again"
TOO_LARGE = "too large when it is unpacked: export its text first"

# What python-docx lets through when the parts of a file are not what they should be. lxml's errors are SyntaxErrors.
FAULTS = (
    AssertionError, AttributeError, LookupError, NotImplementedError, OSError, RecursionError, SyntaxError, TypeError,
    ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip


def document_from_docx(
    data: bytes, *, published: str | None = None, source_id: str | None = None, url: str | None = None
) -> Document:
    """The document of a Word file: a paragraph, heading or row of a table between blank lines.

    Heads, feet, notes, comments and deleted words are left out.

    Raises:
        UnreadableDocument: It is damaged, has macros, or is too large; the message says what to do.
        MissingExtra: python-docx is not installed.
    """
    docx = need("docx", "office", "reading Word files")
    try:
        _refuse_bombs(data)
        word = docx.Document(io.BytesIO(data))
        text = "\n\n".join(_paragraphs(word, 0))
        title, author = _properties(word)
    except (*FAULTS, docx.opc.exceptions.OpcError) as error:
        raise UnreadableDocument(DAMAGED) from error
    return document_of_file(text, title=title, author=author, published=published, source_id=source_id, url=url)


def _refuse_bombs(data: bytes) -> None:
    """Looks at the table of contents; a part that says less than it holds fails its checksum when it is unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sizes = {part.filename: part.file_size for part in parts.infolist()}
    if MACROS in sizes:
        raise UnreadableDocument("a Word file with macros: save it as .docx, without them")
    if BODY not in sizes:
        raise UnreadableDocument(OTHER_ZIP)
    if sum(sizes.values()) > MOST_UNPACKED or sizes[BODY] > MOST_XML or len(sizes) > MOST_PARTS:
        raise UnreadableDocument(TOO_LARGE)


def _paragraphs(parent: "WordDocument | _Cell", depth: int) -> Iterator[str]:
    from docx.table import Table

    for item in parent.iter_inner_content():
        if isinstance(item, Table):
            if depth < DEEPEST:
                yield from _rows(item, depth)
        elif item.text.strip():
            yield item.text.strip()


def _rows(table: "Table", depth: int) -> Iterator[str]:
    """Each row as a line of cells between bars; what stands in a cell that reaches over several once."""
    from docx.table import _Cell

    for row in table.rows:
        # not row.cells, which has a cell as often as it is wide, as the file says: a billion times if it says so
        cells = (_Cell(each, table) for each in row._tr.tc_lst if each.vMerge != CONTINUED)
        words = (" ".join(_paragraphs(cell, depth + 1)) for cell in cells)
        if line := " | ".join(filter(None, words)):
            yield line


def _properties(word: "WordDocument") -> tuple[str | None, str | None]:
    found = word.core_properties
    return found.title or None, found.author or None
