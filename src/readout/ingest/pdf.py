"""The text of a PDF (ISO 32000): communiques and readouts are often published so."""

import io
import logging
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from readout.ingest.document import MOST_CHARACTERS
from readout.ingest.lines import Line, text_of
from readout.ingest.office import document_of_file
from readout.model.errors import UnreadableDocument
from readout.model.extras import need
from readout.model.record import Document

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MOST_PAGES = 500
SILENT = logging.NullHandler()
DAMAGED = "a damaged file, or only called a PDF: export its text first, or get the file again"
LOCKED = "locked with a password: save it without, as in qpdf --decrypt --password=... in.pdf out.pdf"
SCANNED = "only pictures of pages: make their text first, as in ocrmypdf in.pdf out.pdf"
TOO_LONG = "split it into reports first"

# What pypdf lets through when the objects of a file are not what they should be; it promises no more than these.
FAULTS = (
    ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, OSError, RecursionError,
    TypeError, ValueError, struct.error,
)  # fmt: skip


def document_from_pdf(
    data: bytes, *, published: str | None = None, source_id: str | None = None, url: str | None = None
) -> Document:
    """The document of a PDF: its lines joined into paragraphs, without running heads and page numbers.

    Raises:
        UnreadableDocument: It is damaged, locked, scanned or too long; the message says what to do.
        MissingExtra: pypdf is not installed.
    """
    pypdf = need("pypdf", "office", "reading PDF")
    logging.getLogger("pypdf").addHandler(SILENT)  # without one it tells stderr of every oddity
    try:
        reader = _unlocked(pypdf, data)
        pages = list(_pages(reader))
        title, author = _properties(reader)
    except pypdf.errors.DependencyError as error:
        raise UnreadableDocument(LOCKED) from error
    except (pypdf.errors.PyPdfError, *FAULTS) as error:
        raise UnreadableDocument(DAMAGED) from error
    text = text_of(pages)
    if not any(map(str.isalnum, text)):
        raise UnreadableDocument(SCANNED)
    beginning = "\n".join(line.text for line in pages[0]) + text
    return document_of_file(
        text, title=title, author=author, beginning=beginning, published=published, source_id=source_id, url=url
    )


def _unlocked(pypdf: Any, data: bytes) -> "PdfReader":
    reader: PdfReader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):  # some forbid only printing, and open without a password
        raise UnreadableDocument(LOCKED)
    return reader


def _pages(reader: "PdfReader") -> Iterator[list[Line]]:
    count = len(reader.pages)
    if count > MOST_PAGES:
        raise UnreadableDocument(f"{count:,} pages, where a report has at most {MOST_PAGES}: {TOO_LONG}")
    characters = 0
    for page in reader.pages:
        lines = list(_lines(page))
        characters += sum(len(line.text) for line in lines)
        if characters > MOST_CHARACTERS:
            raise UnreadableDocument(f"over {MOST_CHARACTERS:,} characters, more than a report has: {TOO_LONG}")
        yield lines


def _lines(page: "PageObject") -> Iterator[Line]:
    """The lines of a page in the order in which they are written."""
    pieces: list[tuple[str, float, float]] = []

    def see(text: str, user: list[float], matrix: list[float], _font: object, size: float) -> None:
        height = matrix[4] * user[1] + matrix[5] * user[3] + user[5]
        scale = abs(matrix[3] * user[3]) or abs(matrix[1] * user[2]) or 1.0
        pieces.append((text, height, size * scale))

    page.extract_text(visitor_text=see)
    words, height, size = "", 0.0, 0.0
    for text, foot, letters in pieces:
        for index, part in enumerate(text.split("\n")):
            if index:
                yield Line(words, height, size)
                words = ""
            if part.strip() and not words.strip():
                height, size = foot, letters
            words += part
    yield Line(words, height, size)


def _properties(reader: "PdfReader") -> tuple[str | None, str | None]:
    found = reader.metadata
    return (None, None) if found is None else (_words(found.title), _words(found.author))


def _words(value: object) -> str | None:
    return value if isinstance(value, str) else None
