"""Fetches addresses of the web, with limits on time, size, redirects and where they may lead, and reads what comes."""

import importlib
import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from readout.ingest.addresses import EXTRA, JOB, parse_url
from readout.ingest.connection import Patience, open_pool
from readout.ingest.declared import Declared
from readout.ingest.failure import Failure
from readout.ingest.feed import documents_of_feed, is_feed
from readout.ingest.fetched import Fetched, content_type_of, documents_of_fetched
from readout.model.errors import InputError, UnreadableDocument
from readout.model.extras import need
from readout.model.record import Document

if TYPE_CHECKING:
    from httpcore2 import ConnectionPool, Response

PATIENCE = Patience()
MOST_REDIRECTS = 20
REDIRECTS = frozenset((301, 302, 303, 307, 308))
OK, NO_CONTENT, NOT_MODIFIED = 200, 204, 304
BUSY = frozenset((429, 503))
ACCEPT = "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/xml;q=0.9,*/*;q=0.8"
PACKINGS = {"gzip": 47, "x-gzip": 47, "deflate": 47}  # zlib's window bits for either header
PLAIN = ("", "identity")

# What a status means and what to do; 4xx and 5xx that are not here have the general words.
STATUS = {
    401: "it wants a password: save the page from your browser and give the file",
    402: "it wants a subscription: save the page from your browser and give the file",
    403: "the server refuses it to programs: save the page from your browser and give the file",
    404: "there is no such page: check the address",
    410: "the page was taken away: look for it in a web archive",
    429: "the server is asked too often: try again later",
    451: "the page is withheld for legal reasons: look for another source",
    503: "the server is busy: try again later",
}


def read_url(url: str, published: str | None = None, *, allow_private: bool = False) -> Iterator[Document | Failure]:
    """The documents at an address: a page, the entries of a feed, a PDF, or whatever a file may hold.

    Args:
        published: ISO 8601 date of the reports that have none in their page or feed.
        allow_private: Addresses of this machine and its network are fetched too.
    """
    try:
        fetched = fetch(url, allow_private=allow_private)
    except InputError as error:
        yield Failure(url, error)
        return
    if is_feed(fetched.data):
        entries_fetch = partial(fetch, allow_private=allow_private)
        yield from documents_of_feed(fetched.data, fetched.url, fetch=entries_fetch, published=published)
    else:
        yield from documents_of_fetched(fetched, url, otherwise=Declared(published=published))


def fetch(
    url: str,
    *,
    allow_private: bool = False,
    known: Fetched | None = None,
    patience: Patience = PATIENCE,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """What is at an address, after redirects, unpacked.

    Proxies that the environment names are not used: what they connect to cannot be checked here.

    Args:
        allow_private: Addresses of this machine and its network are fetched too.
        known: What was fetched before: the answer is `is_unchanged` when the server says so.
        sleep: Waits before another try.

    Raises:
        InputError: It is no address of the web.
        UnreadableDocument: It cannot be fetched; the message says why and what to do.
        MissingExtra: httpx2 is not installed.
    """
    core: Any = need("httpcore2", EXTRA, JOB)
    for again in range(patience.tries):
        is_last = again == patience.tries - 1
        try:
            with open_pool(patience, allow_private=allow_private) as pool:
                answer = _fetch_once(pool, url, known, patience)
        except (core.NetworkError, core.RemoteProtocolError) as error:
            if is_last or _is_tls(error):
                raise _broken(error) from None
            pause: float | None = None
        except core.TimeoutException:
            limits = f"{patience.silence:g} seconds of silence, {patience.whole:g} in all"
            raise UnreadableDocument(f"the server takes too long ({limits}): try again later") from None
        except core.ProtocolError as error:
            raise UnreadableDocument(f"the server does not speak HTTP ({error}): check the address") from None
        else:
            if isinstance(answer, Fetched):
                return answer
            status, pause = answer
            if is_last:
                raise UnreadableDocument(_refusal(status))
            if pause is not None and pause > patience.longest_pause:
                raise UnreadableDocument(f"status {status}: the server asks to wait {pause:.0f} seconds: do so")
        sleep(patience.pause * 2**again if pause is None else pause)
    raise AssertionError("the last try returns or raises")


def _fetch_once(
    pool: "ConnectionPool", url: str, known: Fetched | None, patience: Patience
) -> Fetched | tuple[int, float | None]:
    """The answer behind all redirects; of a busy server its status and the seconds that it asks to wait."""
    parsed = parse_url(url)
    timeout = dict.fromkeys(("connect", "read", "write", "pool"), patience.silence)
    for _ in range(MOST_REDIRECTS + 1):
        target = str(parsed.copy_with(fragment=None))
        headers = [("Host", parsed.netloc.decode("ascii")), *_headers(known)]
        with pool.stream("GET", target, headers=headers, extensions={"timeout": timeout}) as response:
            said = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            if response.status in REDIRECTS and said.get("location"):
                parsed = parse_url(said["location"], parsed)
            elif response.status in BUSY:
                return response.status, _retry_after(said.get("retry-after"))
            else:
                return _fetched(response, said, target, known, patience)
    raise UnreadableDocument(f"over {MOST_REDIRECTS} redirects, the last to {parsed}: open it in a browser")


def _headers(known: Fetched | None) -> Iterator[tuple[str, str]]:
    version = importlib.import_module("readout").__version__  # by name: a floor below does not import the roof
    yield "User-Agent", f"readout/{version}"
    yield "Accept", ACCEPT
    yield "Accept-Language", "en,*;q=0.5"
    yield "Accept-Encoding", "gzip"
    if known and known.etag and known.etag.isascii():
        yield "If-None-Match", known.etag
    if known and known.last_modified and known.last_modified.isascii():
        yield "If-Modified-Since", known.last_modified


def _fetched(
    response: "Response", said: dict[str, str], url: str, known: Fetched | None, patience: Patience
) -> Fetched:
    if response.status == NOT_MODIFIED and known is not None:
        return Fetched(b"", known.content_type, known.charset, url, known.etag, known.last_modified, is_unchanged=True)
    if not OK <= response.status < 300 or response.status == NO_CONTENT:
        raise UnreadableDocument(_refusal(response.status))
    content_type, charset = content_type_of(said.get("content-type"))
    data = _body(response, said, patience.most_bytes)
    return Fetched(data, content_type, charset, url, said.get("etag"), said.get("last-modified"))


def _body(response: "Response", said: dict[str, str], most: int) -> bytes:
    too_much = UnreadableDocument(f"over {most:,} bytes: fetch it by hand, and give its reports one by one")
    length = said.get("content-length", "")
    if length.isdecimal() and int(length) > most:
        raise too_much
    packing = said.get("content-encoding", "").strip().lower()
    if packing not in PLAIN and packing not in PACKINGS:
        raise UnreadableDocument(f"packed as {packing!r}, which was not asked for: save it from your browser")
    data = bytearray()
    chunks = response.iter_stream()
    for chunk in chunks if packing in PLAIN else _unpacked(chunks, PACKINGS[packing], most):
        data += chunk
        if len(data) > most:
            raise too_much
    return bytes(data)


def _unpacked(chunks: Iterator[bytes], window: int, most: int) -> Iterator[bytes]:
    """The bytes in pieces of at most `most` and one, however far a chunk would unfold."""
    unfold = zlib.decompressobj(window)
    try:
        for chunk in chunks:
            yield unfold.decompress(chunk, most + 1)
            while unfold.unconsumed_tail:
                yield unfold.decompress(unfold.unconsumed_tail, most + 1)
    except zlib.error as error:
        raise UnreadableDocument(f"damaged gzip data ({error}): fetch it again") from None
    if not unfold.eof:
        raise UnreadableDocument("the answer broke off: fetch it again")


def _retry_after(value: str | None) -> float | None:
    """Seconds, from a number or a date (RFC 9110, 10.2.3)."""
    if not value:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, IndexError, OverflowError):
        return None
    return max(0.0, (until.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def _refusal(status: int) -> str:
    general = "the server has an error: try again later" if status >= 500 else "nothing to read: open it in a browser"
    return f"status {status}: {STATUS.get(status, general)}"


def _is_tls(error: BaseException) -> bool:
    return isinstance(error.__cause__ or error.__context__, ssl.SSLError) or "SSL" in str(error)


def _broken(error: BaseException) -> UnreadableDocument:
    if _is_tls(error):
        return UnreadableDocument(f"no trusted connection ({error}): check the address and the certificates here")
    return UnreadableDocument(f"the connection fails ({error}): check the address and the connection")
