"""Text to `Document`: its id, its publication date and its dateline."""

import re
from datetime import date

from readout.ingest.dateline import find_dateline
from readout.model.errors import InputError, UnreadableDocument
from readout.model.ids import make_id
from readout.model.record import Document

MOST_CHARACTERS = 1_000_000
WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,100}(?![^\W\d_])")  # longer is none in any language
SURROGATE = re.compile("[\ud800-\udfff]")
REPLACEMENT = "\ufffd"
NOTHING = "\ufeff\u200b\u200c\u200d\u2060\0"  # zero-width and NUL: a text of these and blanks says nothing
ISO_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ][\d:.,]+(?:Z|[+-]\d\d:?\d\d)?)?")


def document_from(
    text: str,
    *,
    published: str | None = None,
    source_id: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
    url: str | None = None,
    encoding: str | None = None,
) -> Document:
    """The document of one report; of its text only lone surrogates change, each to U+FFFD.

    Args:
        published: ISO 8601 date, or date and time, of which the day is kept as written. Without it the date
            line of a wire report is read, when that has a year.
        encoding: How the text was decoded; None when it did not come from bytes.

    Raises:
        InputError: `published` is no date.
        UnreadableDocument: There is nothing to read in it, or far too much for one report.
    """
    text = _without_surrogates(text)
    refuse_size(text)
    dateline = find_dateline(text)
    day = iso_day(published) if published else dateline.published
    return Document(
        id=make_id("doc", text, day or ""),
        text=text,
        source_id=_clean(source_id),
        title=_clean(title),
        published=day,
        publisher=_clean(publisher),
        author=_clean(author),
        url=_clean(url),
        dateline=dateline.place,
        encoding=encoding,
    )


def iso_day(value: str) -> str:
    """The day of an ISO 8601 date or date and time, as `YYYY-MM-DD`.

    Raises:
        InputError: It is neither; the message names the value and the remedy.
    """
    match = ISO_DATE.fullmatch(value.strip())
    try:
        return date.fromisoformat(match[1] if match else value).isoformat()
    except ValueError:
        remedy = "write it as YYYY-MM-DD, such as 2021-07-10"
        raise InputError(f"published {value!r} is not a date: {remedy}") from None


def refuse_size(text: str) -> None:
    """Raises `UnreadableDocument` when there is nothing to read, or far too much for one report."""
    if not text.strip().strip(NOTHING).strip():
        raise UnreadableDocument("there is nothing to read in it: give a report with words")
    if not WORD.search(text):
        raise UnreadableDocument("there is no word in it: give a report with words")
    if len(text) > MOST_CHARACTERS:
        raise UnreadableDocument(
            f"{len(text):,} characters, where a report has at most {MOST_CHARACTERS:,}: "
            "split it into reports, one a line as JSON lines"
        )


def _clean(value: str | None) -> str | None:
    return None if value is None else _without_surrogates(value)


def _without_surrogates(text: str) -> str:
    return SURROGATE.sub(REPLACEMENT, text)
