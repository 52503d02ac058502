"""Where a request gets its answer: the archive as of one moment, a page or a stream, and whether it is still so."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from hashlib import sha256
from typing import Annotated
from urllib.parse import urlencode

import anyio
import msgspec
from fastapi import Depends, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from readout import __version__
from readout.export.table import Column, Row
from readout.model.errors import InputError
from readout.serve.layout import JSON, TYPES, accepted, written
from readout.serve.parameters import Layout
from readout.store import Archive, Page, open_archive
from readout.store.connection import Dialect

Chunks = Generator[bytes, None, None]
MOMENT = {  # what makes a connection see one moment, and change nothing
    Dialect.SQLITE: ("PRAGMA query_only = ON", "BEGIN"),
    Dialect.POSTGRESQL: ("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",),
}
CACHED = "private, no-cache"  # kept by browsers, and asked for again each time with its ETag


@contextmanager
def as_of_now(address: str) -> Iterator[Archive]:
    """The archive at one moment, only for reading; writers go on meanwhile."""
    with open_archive(address) as archive:
        for statement in MOMENT[archive.connection.dialect]:
            archive.connection.run(statement)
        yield archive


class Stream(StreamingResponse):
    """Chunks as they are made. However it ends, `opened`, which they are made from, is closed."""

    def __init__(self, chunks: Iterator[bytes], opened: ExitStack, headers: dict[str, str], media_type: str) -> None:
        super().__init__(chunks, headers=headers, media_type=media_type)
        self._opened = opened

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            with anyio.CancelScope(shield=True):
                await run_in_threadpool(self._opened.close)


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
            return self.stream(lambda archive: written(every(archive), columns, layout), TYPES[layout], vary="Accept")

        def answered(archive: Archive) -> tuple[bytes, dict[str, str]]:
            found = page(archive)
            link = {"Link": f'<?{self._query(found.next)}>; rel="next"'} if found.next else {}
            return msgspec.json.encode({"rows": found.rows, "next": found.next}), link

        return self._whole(answered, JSON, vary="Accept")

    def whole(self, content: Callable[[Archive], bytes], media_type: str = JSON) -> Response:
        """An answer in one piece."""
        return self._whole(lambda archive: (content(archive), {}), media_type)

    def stream(
        self, chunks: Callable[[Archive], Chunks], media_type: str, *, vary: str = "", name: str = ""
    ) -> Response:
        """An answer that is sent as it is made; the archive stays open so long.

        Args:
            name: Of the file that a browser saves; empty to show it.
        """
        with ExitStack() as opened:
            archive = opened.enter_context(as_of_now(self._address))
            headers = self._headers(archive, media_type, vary)
            if self._is_known(headers["ETag"]):
                return Response(status_code=304, headers=headers)
            if name:
                headers["Content-Disposition"] = f'attachment; filename="{name}"'
            made = opened.enter_context(closing(chunks(archive)))
            first = next(made, b"")  # what cannot be answered fails here, before anything is sent
            return Stream(_joined(first, made), opened.pop_all(), headers, media_type)

    def _whole(
        self, answered: Callable[[Archive], tuple[bytes, dict[str, str]]], media_type: str, *, vary: str = ""
    ) -> Response:
        with as_of_now(self._address) as archive:
            headers = self._headers(archive, media_type, vary)
            if self._is_known(headers["ETag"]):
                return Response(status_code=304, headers=headers)
            body, more = answered(archive)
        return Response(body, headers={**headers, **more}, media_type=media_type)

    def _headers(self, archive: Archive, media_type: str, vary: str) -> dict[str, str]:
        url = self._request.url
        asked = (__version__, archive.address, archive.change, url.path, url.query, media_type)
        digest = sha256(repr(asked).encode(errors="surrogatepass")).hexdigest()[:20]
        # weak: compressed or not, it is the same answer
        headers = {"ETag": f'W/"{digest}"', "Cache-Control": CACHED}
        return {**headers, "Vary": vary} if vary else headers

    def _is_known(self, tag: str) -> bool:
        sent = ",".join(self._request.headers.getlist("if-none-match"))
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


def _joined(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
