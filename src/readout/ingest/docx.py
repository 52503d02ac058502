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
    from docx.oxml.xmlchemy import BaseOxmlElement

BODY = "word/document.xml"
MACROS = "word/vbaProject.bin"
MOST_UNPACKED = 256 << 20  # bytes of all its parts, pictures included
MOST_XML = 64 << 20  # of its text with the markup
MOST_PARTS = 10_000
DEEPEST = 20  # tables within tables
CONTINUED = "./w:tcPr/w:vMerge[not(@w:val) or @w:val='continue']"  # of a cell that belongs to the one above it
AROUND = frozenset(("sdt", "sdtContent", "customXml", "ins", "moveTo"))
LEFT_OUT = frozenset(("", "pPr", "rPr", "del", "moveFrom", "drawing", "pict", "object", "AlternateContent"))
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
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

    Heads, feet, notes, comments, text boxes, deleted words and the numbers of numbered lists are left out.

    Raises:
        UnreadableDocument: It is damaged, has macros, or is too large; the message says what to do.
        MissingExtra: python-docx is not installed.
    """
    docx = need("docx", "office", "reading Word files")
    try:
        _refuse_bombs(data)
        word = docx.Document(io.BytesIO(data))
        text = "\n\n".join(_paragraphs(word.element.body))
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


def _paragraphs(element: "BaseOxmlElement", depth: int = 0) -> Iterator[str]:
    """The paragraphs and the rows of tables in an element, also in content controls and in what was inserted."""
    for child in element:
        name = _name(child)
        if name == "p":
            if words := "".join(_words(child)).strip():
                yield words
        elif name == "tbl":
            if depth < DEEPEST:
                yield from _rows(child, depth + 1)
        elif name in AROUND:
            yield from _paragraphs(child, depth)


def _rows(table: "BaseOxmlElement", depth: int) -> Iterator[str]:
    """Each row as a line of cells between bars; what stands in a cell that reaches over several once."""
    for row in _parts(table, "tr"):
        cells = (cell for cell in _parts(row, "tc") if not cell.xpath(CONTINUED))
        words = (" ".join(_paragraphs(cell, depth)) for cell in cells)
        if line := " | ".join(filter(None, words)):
            yield line


def _parts(element: "BaseOxmlElement", name: str) -> Iterator["BaseOxmlElement"]:
    for child in element:
        if _name(child) == name:
            yield child
        elif _name(child) in AROUND:
            yield from _parts(child, name)


def _words(element: "BaseOxmlElement") -> Iterator[str]:
    for child in element:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in SIGNS:
            yield SIGNS[name]
        elif name not in LEFT_OUT:
            yield from _words(child)


def _name(element: "BaseOxmlElement") -> str:
    """Without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _properties(word: "WordDocument") -> tuple[str | None, str | None]:
    found = word.core_properties
    return found.title or None, found.author or None
