"""Where a request gets its answer: the archive as of one moment, a page or a stream, and whether it is still so."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from io import BytesIO
from typing import Annotated
from urllib.parse import urlencode

import anyio
import msgspec
from fastapi import Depends, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from readout import __version__
from readout.export.table import Column, Row, writer
from readout.model.errors import InputError
from readout.serve.parameters import Layout
from readout.serve.schema import CSV, NDJSON
from readout.store import Archive, Page, open_archive
from readout.store.connection import Dialect

JSON = "application/json"
TYPE = {Layout.JSON: JSON, Layout.JSONL: NDJSON, Layout.CSV: f"{CSV}; charset=utf-8; header=present"}
CHUNK = 64 * 1024  # bytes of a stream sent at once
MOMENT = {  # what makes a connection see one moment, and change nothing
    Dialect.SQLITE: ("PRAGMA query_only = ON", "BEGIN"),
    Dialect.POSTGRESQL: ("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",),
}


@contextmanager
def as_of_now(address: str) -> Iterator[Archive]:
    """The archive at one moment, only for reading; writers go on meanwhile."""
    with open_archive(address) as archive:
        for statement in MOMENT[archive.connection.dialect]:
            archive.connection.run(statement)
        yield archive


class Stream(StreamingResponse):
    """Chunks as they are made; however it ends, what they are made from is closed."""

    def __init__(
        self, chunks: Iterator[bytes], close: Callable[[], None], media_type: str, headers: dict[str, str]
    ) -> None:
        first = next(chunks, b"")  # what cannot be answered fails here, before anything is sent
        super().__init__(_joined(first, chunks), headers=headers, media_type=media_type)
        self._close = close

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            with anyio.CancelScope(shield=True):
                await run_in_threadpool(self._close)


class Desk:
    """What a route answers its request with."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._address: str = request.app.state.address

    def rows(
        self,
        layout: Layout | None,
        columns: Sequence[Column],
        page: Callable[[Archive], Page],
        every: Callable[[Archive], Iterable[Row]],
    ) -> Response:
        """Rows in the layout that is asked for.

        Args:
            layout: As the parameter `format` says; None where the header Accept decides.
            page: Gives those of a page.
            every: Gives them all.
        """
        layout = layout or accepted(self._request.headers.get("accept", ""))
        if layout is not Layout.JSON:
            return self.stream(lambda archive: written(every(archive), columns, layout), TYPE[layout], vary=True)

        def answered(archive: Archive) -> tuple[bytes, dict[str, str]]:
            found = page(archive)
            link = {"Link": f"<?{self._query(found.next)}>; rel=\"next\""} if found.next else {}
            return msgspec.json.encode({"rows": found.rows, "next": found.next}), link

        return self._whole(answered, JSON, vary=True)

    def whole(self, content: Callable[[Archive], bytes], media_type: str) -> Response:
        """An answer in one piece."""
        return self._whole(lambda archive: (content(archive), {}), media_type)

    def stream(
        self,
        chunks: Callable[[Archive], Iterator[bytes]],
        media_type: str,
        *,
        vary: bool = False,
        name: str | None = None,
    ) -> Response:
        """An answer that is sent as it is made; the archive stays open so long.

        Args:
            name: Of the file that a browser would save.
        """
        with ExitStack() as opened:
            archive = opened.enter_context(as_of_now(self._address))
            headers = self._headers(archive, media_type, vary=vary)
            if self._is_known(headers["ETag"]):
                return Response(status_code=304, headers=headers)
            if name:
                headers["Content-Disposition"] = f'attachment; filename="{name}"'
            # the iterator is closed first: it may be in the midst of a query
            made = opened.enter_context(_closing(chunks(archive)))
            response = Stream(made, lambda: None, media_type, headers)
            response._close = opened.pop_all().close
            return response

    def _whole(
        self, answered: Callable[[Archive], tuple[bytes, dict[str, str]]], media_type: str, *, vary: bool = False
    ) -> Response:
        with as_of_now(self._address) as archive:
            headers = self._headers(archive, media_type, vary=vary)
            if self._is_known(headers["ETag"]):
                return Response(status_code=304, headers=headers)
            body, more = answered(archive)
        if self._request.headers.get("if-none-match") == "*":
            return Response(status_code=304, headers=headers)
        return Response(body, headers={**headers, **more}, media_type=media_type)

    def _headers(self, archive: Archive, media_type: str, *, vary: bool) -> dict[str, str]:
        asked = (__version__, archive.address, archive.change, self._request.url.path, self._request.url.query, media_type)
        digest = sha256(repr(asked).encode(errors="surrogatepass")).hexdigest()[:20]
        headers = {"ETag": f'W/"{digest}"', "Cache-Control": "private, no-cache"}
        return {**headers, "Vary": "Accept"} if vary else headers

    def _is_known(self, tag: str) -> bool:
        sent = self._request.headers.get("if-none-match", "")
        return tag.removeprefix("W/") in {each.strip().removeprefix("W/") for each in sent.split(",")}

    def _query(self, after: str) -> str:
        kept = [(name, value) for name, value in self._request.query_params.multi_items() if name != "after"]
        return urlencode([*kept, ("after", after)])


def desk(request: Request) -> Desk:
    """What routes depend on.

    Raises:
        InputError: A parameter that takes one value was given several times.
    """
    path = request.scope["route"].path
    declared = request.app.openapi()["paths"][path]["get"].get("parameters", ())
    lists = {each["name"] for each in declared if each["schema"].get("type") == "array"}
    names = [name for name, _ in request.query_params.multi_items()]
    for name in dict.fromkeys(names):
        if name not in lists and names.count(name) > 1:
            raise InputError(f"{name}: given {names.count(name)} times: give it once")
    return Desk(request)


At = Annotated[Desk, Depends(desk)]


def accepted(header: str) -> Layout:
    """The layout that an Accept header asks for; JSON when it names none of ours (RFC 9110, 12.5.1)."""
    known = {"*/*": Layout.JSON, JSON: Layout.JSON, NDJSON: Layout.JSONL, "application/jsonl": Layout.JSONL,
             CSV: Layout.CSV}  # fmt: skip
    best, most = Layout.JSON, 0.0
    for each in header.split(","):
        media, *parameters = (part.strip().lower() for part in each.split(";"))
        weight = next((_weight(part[2:]) for part in parameters if part.startswith("q=")), 1.0)
        if media in known and weight > most:
            best, most = known[media], weight
    return best


def written(rows: Iterable[Row], columns: Sequence[Column], layout: Layout) -> Iterator[bytes]:
    """Rows as the bytes of a file, chunk by chunk."""
    stream = BytesIO()
    with writer(stream, columns, layout) as write:
        for row in rows:
            write(row)
            if stream.tell() >= CHUNK:
                yield stream.getvalue()
                stream.seek(0)
                stream.truncate()
    yield stream.getvalue()


def _weight(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _joined(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


@contextmanager
def _closing(chunks: Iterator[bytes]) -> Iterator[Iterator[bytes]]:
    try:
        yield chunks
    finally:
        getattr(chunks, "close", lambda: None)()
