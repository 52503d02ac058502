"""What every request has to pass, and what every answer says to browsers."""

import hmac
from collections.abc import Collection
from http import HTTPStatus

from fastapi import Response
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from readout.serve.problems import problem

LOCAL = ("localhost", "127.0.0.1", "[::1]")
ANY = "*"
MOST_QUERY = 16 * 1024  # bytes of the query
MOST_BODY = 64 * 1024  # bytes; no route reads a body
SECURITY = {  # unless the answer says otherwise
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Guard:
    """Lets through what may be answered.

    The name in the `Host` header has to be one of ours: a page of another site whose name was bound to 127.0.0.1
    ("DNS rebinding") has its own name there.

    Args:
        token: What a request must bear; None for none.
        hosts: The names that the server has; `*` for any.
    """

    def __init__(self, app: ASGIApp, token: str | None, hosts: Collection[str]) -> None:
        self._app = app
        self._bearer = f"Bearer {token}".encode() if token is not None else None
        self._hosts = {host.lower() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope)
        if refusal is None and scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}  # the server leaves the body out
        await (refusal or self._app)(scope, receive, secured)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        named = headers.getlist("host")
        if ANY not in self._hosts and (len(named) != 1 or _name_of(named[0]) not in self._hosts):
            known = ", ".join(sorted(self._hosts))
            return problem(HTTPStatus.MISDIRECTED_REQUEST, f"Host: not a name of this server, which is {known}")
        if self._bearer is not None and not self._bears_token(headers):
            detail = "this server wants its token: send the header `Authorization: Bearer TOKEN`"
            return problem(HTTPStatus.UNAUTHORIZED, detail, {"WWW-Authenticate": "Bearer"})
        if len(scope["query_string"]) > MOST_QUERY:
            return problem(HTTPStatus.REQUEST_URI_TOO_LONG, f"a query has at most {MOST_QUERY:,} bytes: ask for less")
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:20]) > MOST_BODY:
            return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "nothing here reads a body: send none")
        return None

    def _bears_token(self, headers: Headers) -> bool:
        borne = headers.get("authorization", "").encode("latin-1")
        scheme, _, credentials = borne.partition(b" ")  # the scheme may be written in any case (RFC 9110, 11.1)
        return hmac.compare_digest(scheme.title() + b" " + credentials.strip(), self._bearer or b"")


def _name_of(host: str) -> str:
    """A `Host` header without its port."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdecimal() else host).lower()
