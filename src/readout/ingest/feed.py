"""RSS and Atom: the entries of a feed, and the report of each.

Formats: RSS 2.0 (RSS Advisory Board) with `content:encoded` (RSS 1.0 content module), RSS 1.0, and Atom (RFC 4287).
"""

import io
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

import msgspec

from readout.ingest.declared import Declared, written_day
from readout.ingest.document import document_from
from readout.ingest.failure import Failure
from readout.ingest.fetched import Fetched, documents_of_fetched
from readout.ingest.kinds import Kind, kind_of
from readout.ingest.page import document_from_page
from readout.model.errors import InputError, UnreadableDocument
from readout.model.extras import need
from readout.model.ids import make_id
from readout.model.record import Document

JOB, EXTRA = "reading feeds", "web"
FULL = 600  # letters of an entry's own content that make it a report and not the first lines of one
# What feedparser's reader of damaged feeds lets through, such as "&#9999999;" being no letter.
FEEDPARSER_FAILS = (AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
LAST_WORDS = 500  # characters, with their elements, in which a teaser says that there is more
ELEMENT = re.compile(r"<[^>]*>|^[^<]*>")
TEASER_ENDS = ("...", "…", "[…]", "[...]", "read more", "continue reading", "read more »", "continue reading →")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed; None or empty for what it does not have.

    Attributes:
        id: As the feed gives it, else the link, else a hash of the words.
        link: The address of its page.
        published: ISO 8601 date, of the first publication where the feed tells it apart.
        author: Several are joined by "; ".
        content: The whole report as HTML, or what the feed says of it.
        is_full: The content is meant to be the whole report.
        version: A hash that changes with the entry.
    """

    id: str
    link: str | None
    title: str | None
    published: str | None
    author: str | None
    publisher: str | None
    content: str
    is_full: bool
    version: str


def is_feed(head: bytes) -> bool:
    """Whether bytes that begin so are RSS or Atom."""
    return kind_of("", head) is Kind.FEED


def documents_of_feed(
    data: bytes,
    url: str,
    *,
    fetch: Callable[[str], Fetched] | None = None,
    published: str | None = None,
) -> Iterator[Document | Failure]:
    """The report of each entry, in the order of the feed; an entry that cannot be read is a failure in its place.

    Args:
        url: Where the feed was found, or its path.
        fetch: Gets the pages of the entries, such as `web.fetch`. Without it their words in the feed are read.
        published: ISO 8601 date of reports that have none, in their page or in the feed.
    """
    try:
        entries = entries_of_feed(data, url)
    except InputError as error:
        yield Failure(url, error)
        return
    if not entries:
        yield Failure(url, UnreadableDocument("no entry in this feed: check the address, or try again later"))
    for number, entry in enumerate(entries, start=1):
        yield from documents_of_entry(entry, entry.link or f"{url}: entry {number}", fetch=fetch, published=published)


def entries_of_feed(data: bytes, url: str) -> tuple[Entry, ...]:
    """The entries in order, each link once.

    Raises:
        UnreadableDocument: It is no feed, or too damaged to have entries.
        MissingExtra: feedparser is not installed.
    """
    feedparser: Any = need("feedparser", EXTRA, JOB)
    logging.getLogger("feedparser").addHandler(logging.NullHandler())
    # a file and not bytes: bytes that look like an address would be fetched
    try:
        feed = feedparser.parse(io.BytesIO(data), response_headers={"content-location": url}, sanitize_html=False)
    except FEEDPARSER_FAILS as error:
        raise UnreadableDocument(f"a damaged feed ({error}): try again later") from None
    if feed.bozo and not feed.entries:
        raise UnreadableDocument(f"a damaged feed ({feed.bozo_exception}): try again later")
    publisher = _text(feed.feed.get("title"))
    entries: dict[str, Entry] = {}
    for entry in (_entry(each, publisher) for each in feed.entries):
        entries.setdefault(entry.link or entry.id, entry)
    return tuple(entries.values())


def documents_of_entry(
    entry: Entry,
    name: str,
    *,
    fetch: Callable[[str], Fetched] | None = None,
    published: str | None = None,
) -> Iterator[Document | Failure]:
    """The report of an entry: its page, or its content when that is all of it or nothing is to be fetched."""
    known = Declared(entry.title, entry.published or published, entry.publisher, entry.author, None, entry.link)
    try:
        if entry.link and fetch and not entry.is_full:
            yield from documents_of_fetched(fetch(entry.link), name, otherwise=known)
        else:
            yield _document_of_content(entry, name, known)
    except InputError as error:
        yield Failure(name, error)


def _document_of_content(entry: Entry, name: str, known: Declared) -> Document:
    if "<" in entry.content or "&" in entry.content:
        page = f"<html><body><article>{entry.content}</article></body></html>"
        return document_from_page(page, url=entry.link, source_id=name, otherwise=known)
    if not entry.content.strip():
        raise UnreadableDocument("the feed has no words of this entry: have its page fetched")
    document = document_from(
        entry.content,
        published=known.published,
        source_id=name,
        title=known.title,
        publisher=known.publisher,
        url=known.url,
    )
    return msgspec.structs.replace(document, author=known.author)


def _entry(found: Any, publisher: str | None) -> Entry:
    contents = [each.get("value") or "" for each in found.get("content") or ()]
    content = max(contents, key=len, default="")
    full = bool(content) and len(content) >= FULL and not _is_teaser(content)
    content = content or found.get("summary") or ""
    link = found.get("link") or None
    title = _text(found.get("title"))
    authors = [_text(each.get("name")) for each in found.get("authors") or ()]
    # asked for a date of change that is not there, feedparser warns and gives that of publication
    said = {name: found[name] for name in ("published", "created", "updated") if name in found}
    days = (written_day(each) for each in said.values() if each)
    version = make_id("entry", link or "", title or "", said.get("updated") or "", content)
    return Entry(
        id=found.get("id") or link or version,
        link=link,
        title=title,
        published=next(filter(None, days), None),
        author="; ".join(dict.fromkeys(filter(None, authors))) or None,
        publisher=_text((found.get("source") or {}).get("title")) or publisher,
        content=content,
        is_full=full,
        version=version,
    )


def _is_teaser(content: str) -> bool:
    words = unescape(ELEMENT.sub(" ", content[-LAST_WORDS:]))
    return words.strip().lower().endswith(TEASER_ENDS)


def _text(value: str | None) -> str | None:
    """Words without the elements that some feeds put into titles."""
    if not value or "<" not in value:
        return " ".join((value or "").split()) or None
    html: Any = need("lxml.html", EXTRA, JOB)
    return " ".join(html.fromstring(f"<p>{value}</p>").text_content().split()) or None
