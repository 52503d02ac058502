"""What the properties of a PDF or Word file may be believed: they are often left over from another file."""

import re
from functools import cache

import msgspec

from readout.facts.lexicon import load_lexicon
from readout.ingest.document import document_from
from readout.model.record import Document

TITLE_WITHIN = 3_000  # characters from the beginning in which a title stands, when it is the text's


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`data/lexicon/office.yaml`."""

    no_authors: frozenset[str]


def document_of_file(
    text: str,
    *,
    title: str | None,
    author: str | None,
    beginning: str | None = None,
    published: str | None = None,
    source_id: str | None = None,
    url: str | None = None,
) -> Document:
    """The document of a text with its file's properties.

    A title counts when it stands at the beginning of the text; an author when it is no program's stopgap. The day on
    which a file was made is not that of publication, so that none is taken from there.

    Args:
        beginning: Where to look for the title; the text itself without it.

    Raises:
        UnreadableDocument: There is nothing to read in it, or far too much for one report.
    """
    opening = (text if beginning is None else beginning)[:TITLE_WITHIN]
    return document_from(
        text,
        title=title.strip() if title and _folded(title) and _folded(title) in _folded(opening) else None,
        author=author.strip() if author and _is_author(author) else None,
        published=published,
        source_id=source_id,
        url=url,
    )


def _is_author(name: str) -> bool:
    return any(map(str.isalpha, name)) and name.strip().lower() not in _words().no_authors


def _folded(words: str) -> str:
    return re.sub(r"\W+", " ", words.casefold()).strip()


@cache
def _words() -> Words:
    return load_lexicon("office", Words)
