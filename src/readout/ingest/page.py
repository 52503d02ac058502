"""A web page to the `Document` of its report: main text, and what the page declares of itself."""

import logging
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from readout.ingest.declared import NOTHING_DECLARED, Declared, find_declared
from readout.ingest.decode import refuse_garbled
from readout.ingest.document import MOST_CHARACTERS, document_from, refuse_size
from readout.ingest.markup import EXTRA, JOB, Element, decoded_page, drop_unseen, tree_of
from readout.ingest.paragraphs import make_paragraphs
from readout.model.errors import UnreadableDocument
from readout.model.extras import need
from readout.model.record import Document

BLOCKS = frozenset(("p", "head", "item", "row", "quote", "code", "list", "table", "div", "section", "main", "body"))
MOST_WORDS = 2 * MOST_CHARACTERS  # of a whole page: more holds no report that is short enough
OPENING = 6  # paragraphs in which the headline may be told again
BETWEEN = {"lb": "\n", "cell": " "}
BLANKS = re.compile(r"\s+")


def document_from_page(
    html: bytes | str,
    *,
    url: str | None = None,
    published: str | None = None,
    source_id: str | None = None,
    charset: str | None = None,
    otherwise: Declared = NOTHING_DECLARED,
) -> Document:
    """The document of the report on a page, without the menus, banners, comments and lists of links around it.

    The text has its paragraphs parted by blank lines. The headline is the document's `title` and not part of the text,
    as in rows of JSON: the narrator of a readout is found from either, and a headline is told again below it.
    The language is the one the page declares; the reader finds its own from the words.

    Args:
        url: Where the page was found; the address that the page declares for itself wins.
        published: ISO 8601 date. Without it the day is the one the page declares in JSON-LD, a meta or a time element,
            else that of a date line in the text; it is never guessed from the address or from other dates on the page.
        charset: As the HTTP header named it.
        otherwise: What is known from elsewhere, such as a feed; it counts where the page does not say.

    Raises:
        InputError: `published` is no date.
        UnreadableDocument: There is nothing to read on the page, or far too much for one report.
        MissingExtra: trafilatura is not installed.
    """
    text, encoding = decoded_page(html, charset) if isinstance(html, bytes) else (html, None)
    if encoding:
        refuse_garbled(text)
    tree = tree_of(text)
    declared = find_declared(tree, url).filled(otherwise)
    drop_unseen(tree)
    if len(words := tree.text_content()) > MOST_WORDS:
        refuse_size(words)
    make_paragraphs(tree)
    body = _main_text(tree, declared.title)
    if not any(map(str.isalnum, body)):
        remedy = "if a browser shows one, it is made by a script: save the page as text"
        raise UnreadableDocument(f"no report on this page: {remedy}")
    if encoding:
        refuse_garbled(body)
    document = document_from(
        body,
        published=published or declared.published,
        source_id=source_id or url,
        title=declared.title,
        publisher=declared.publisher,
        url=declared.url,
        encoding=encoding,
    )
    return msgspec.structs.replace(document, author=declared.author, language=declared.language)


def _main_text(tree: Any, title: str | None) -> str:
    trafilatura: Any = need("trafilatura", EXTRA, JOB)
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # else its warnings reach stderr
    try:
        found = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True, deduplicate=False)
    except RecursionError:
        raise UnreadableDocument("elements nested too deep: save the page as text") from None
    if found is None or found.body is None:
        return ""
    paragraphs = list(_paragraphs(found.body))
    opening = paragraphs[:OPENING]
    if title and (same := [each for each in opening if _same(each, title)]):
        paragraphs.remove(same[0])
    return "\n\n".join(paragraphs)


def _paragraphs(body: Element) -> Iterator[str]:
    """The texts of the blocks in order; the words between two blocks are a block of their own."""
    etree: Any = need("lxml.etree", EXTRA, JOB)
    words: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in BLOCKS:
            yield from _tidy(words)
            words = []
        elif event == "start" and element.tag in BETWEEN:
            words.append(BETWEEN[element.tag])
        words.append(BLANKS.sub(" ", (element.text if event == "start" else element.tail) or ""))
    yield from _tidy(words)


def _tidy(words: list[str]) -> Iterator[str]:
    lines = (" ".join(line.split()) for line in "".join(words).split("\n"))
    if tidy := "\n".join(filter(None, lines)):
        yield tidy


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()
