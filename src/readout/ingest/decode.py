"""Bytes to text: which encoding they are in, and which bytes are no text at all."""

import codecs
import re

from readout.model.errors import UnreadableDocument

UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
LIKELY_UTF_16 = 0.3  # share of NUL bytes that text in two bytes a letter has without its mark
MOST_CONTROLS = 0.05  # share of control bytes in Windows-1252 text; compressed data has .1
MOST_CONTROLS_UTF_8 = 0.3
CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if code not in b"\t\n\v\f\r\x1b")
GARBLED = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")

# First bytes of files that hold no plain text, what they are, and what to do.
NOT_TEXT = (
    (b"\xd0\xcf\x11\xe0", "an old Office file: save it as .docx or as plain text first"),
    (b"{\\rtf", "a Rich Text file: save it as plain text first"),
    (b"\x89PNG", "a PNG picture: give its text instead"),
    (b"\xff\xd8\xff", "a JPEG picture: give its text instead"),
    (b"GIF8", "a GIF picture: give its text instead"),
    (b"\x7fELF", "a program: give a text file instead"),
    (b"SQLite format 3\0", "a database: export its reports as JSON lines first"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd: unpack it first, or compress it with gzip"),
    (b"BZh91AY", "compressed with bzip2: unpack it first, or compress it with gzip"),
    (b"\xfd7zXZ", "compressed with xz: unpack it first, or compress it with gzip"),
)


def decoded(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: "utf-8", "utf-16" or "windows-1252".

    A byte order mark is not part of the text. Line ends and NUL characters stay as they are. Bytes that
    Windows-1252 does not define become U+FFFD; lone halves of surrogate pairs are left to the caller.

    Raises:
        UnreadableDocument: The bytes are no text; the message says what they are and what to do.
    """
    refuse_binary(data)
    if data.startswith(UTF_16):
        return data.decode("utf-16", errors="replace"), "utf-16"
    body = data.removeprefix(codecs.BOM_UTF8)
    try:
        # other programs write lone surrogates; that is no reason to take the whole file for Windows-1252
        text = body.decode("utf-8", errors="surrogatepass")
    except UnicodeDecodeError:
        _refuse_controls(body, MOST_CONTROLS)
        return body.decode("windows-1252", errors="replace"), "windows-1252"
    _refuse_controls(body, MOST_CONTROLS_UTF_8)
    return text, "utf-8"


def refuse_binary(head: bytes) -> None:
    """Raise `UnreadableDocument` when the first bytes are those of a file that holds no plain text."""
    for mark, remedy in NOT_TEXT:
        if head.startswith(mark):
            raise UnreadableDocument(remedy)


def refuse_garbled(text: str) -> None:
    """Raise `UnreadableDocument` when more of a text than any writing has are control or replacement characters."""
    if len(GARBLED.findall(text)) > MOST_CONTROLS * len(text):
        raise UnreadableDocument("a binary file, not text: give a text file, or a page")


def _refuse_controls(data: bytes, most: float) -> None:
    controls = len(data) - len(data.translate(None, CONTROLS))
    if controls <= most * len(data):
        return
    if data.count(0) > LIKELY_UTF_16 * len(data):
        raise UnreadableDocument("not UTF-8, but perhaps UTF-16 without its mark: save it as UTF-8")
    raise UnreadableDocument("a binary file, not text: give a text file, or JSON lines")
