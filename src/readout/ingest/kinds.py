"""What kind of source some bytes are: by their first bytes, else the content type, else the name.

The bytes come first since names lie; a name decides only what bytes cannot, such as text from a table.
"""

import codecs
import re
from enum import Enum, auto
from pathlib import PurePath

from readout.ingest.decode import UTF_16

GZIP_SUFFIX = ".gz"
HEAD = 4_096  # bytes in which a page or feed shows that it is one
ROW_BEGINS = re.compile(rb'\s*\{\s*"')
JSON_BEGINS = re.compile(rb'\s*(?:\{|\[|\[\s*\{|\[\s*\{\s*".*)\s*')
PROLOGUE = re.compile(
    rb"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s+(?!html)[^>\[]*>)+", re.DOTALL
)  # of XML, before the root
PAGE_ROOT = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
FEED_ROOT = re.compile(rb"<(?:rss|(?:\w+:)?feed|rdf:rdf)[\s>]", re.IGNORECASE)


class Kind(Enum):
    """How a source is laid out."""

    TEXT = auto()
    JSON_LINES = auto()
    JSON = auto()
    TABLE = auto()
    PARQUET = auto()
    PAGE = auto()
    FEED = auto()
    WARC = auto()
    PDF = auto()
    DOCX = auto()


SUFFIXES = {
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".jsonl": Kind.JSON_LINES,
    ".ndjson": Kind.JSON_LINES,
    ".json": Kind.JSON,
    ".csv": Kind.TABLE,
    ".tsv": Kind.TABLE,
    ".tab": Kind.TABLE,
    ".parquet": Kind.PARQUET,
    ".html": Kind.PAGE,
    ".htm": Kind.PAGE,
    ".xhtml": Kind.PAGE,
    ".rss": Kind.FEED,
    ".atom": Kind.FEED,
    ".xml": Kind.FEED,
    ".warc": Kind.WARC,
    ".pdf": Kind.PDF,
    ".docx": Kind.DOCX,
}

# Of the IANA registry of media types, and application/x-ndjson, which has no entry there.
CONTENT_TYPES = {
    "text/html": Kind.PAGE,
    "application/xhtml+xml": Kind.PAGE,
    "application/rss+xml": Kind.FEED,
    "application/atom+xml": Kind.FEED,
    "application/xml": Kind.FEED,
    "text/xml": Kind.FEED,
    "text/plain": Kind.TEXT,
    "text/csv": Kind.TABLE,
    "text/tab-separated-values": Kind.TABLE,
    "application/json": Kind.JSON,
    "application/x-ndjson": Kind.JSON_LINES,
    "application/pdf": Kind.PDF,
    "application/warc": Kind.WARC,
    "application/vnd.apache.parquet": Kind.PARQUET,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Kind.DOCX,
}

MARKS = (
    (b"%PDF-", Kind.PDF),
    (b"PK\x03\x04", Kind.DOCX),  # or another zip, which its reader refuses
    (b"PAR1", Kind.PARQUET),
    (b"WARC/1.", Kind.WARC),
    (b"WARC/0.", Kind.WARC),
)


def kind_of(name: str, head: bytes, content_type: str | None = None) -> Kind | None:
    """The kind of a source with this name and these first bytes; None when only its first line can tell."""
    media_type = (content_type or "").partition(";")[0].strip().lower()
    return _by_mark(head) or CONTENT_TYPES.get(media_type) or kind_of_name(name)


def kind_of_name(name: str) -> Kind | None:
    """By the suffix, with or without `.gz` after it."""
    return SUFFIXES.get(PurePath(name.lower().removesuffix(GZIP_SUFFIX)).suffix)


def guessed(first_line: bytes) -> Kind:
    """What a stream without a telling name holds: a report never begins with a brace and a quotation mark."""
    first_line = _narrow(first_line)
    if ROW_BEGINS.match(first_line):
        return Kind.JSON_LINES
    return Kind.JSON if JSON_BEGINS.fullmatch(first_line) else Kind.TEXT


def _by_mark(head: bytes) -> Kind | None:
    for mark, kind in MARKS:
        if head.startswith(mark):
            return kind
    head = _narrow(head[:HEAD])
    prologue = PROLOGUE.match(head)
    root = head[prologue.end() :] if prologue else head
    if PAGE_ROOT.match(root):
        return Kind.PAGE
    return Kind.FEED if FEED_ROOT.match(root) else None


def _narrow(head: bytes) -> bytes:
    """Without a byte order mark; of UTF-16 what is ASCII in it can be read then."""
    if head.startswith(UTF_16):
        return head[len(UTF_16[0]) :].replace(b"\0", b"")
    return head.removeprefix(codecs.BOM_UTF8)
