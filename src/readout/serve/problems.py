"""Errors as problem details (RFC 9457)."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import msgspec
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from readout.model.errors import ArchiveBusy, InputError, MissingExtra, NoArchive, ReadoutError
from readout.serve.parameters import A_CURSOR, MEANT
from readout.store import NotInArchive
from readout.store.postgresql_errors import without_password

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = "5"  # seconds
STATUS: tuple[tuple[type[ReadoutError], HTTPStatus], ...] = (  # the first that fits
    (MissingExtra, HTTPStatus.NOT_IMPLEMENTED),
    (InputError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (NotInArchive, HTTPStatus.NOT_FOUND),
    (ArchiveBusy, HTTPStatus.SERVICE_UNAVAILABLE),
    (NoArchive, HTTPStatus.SERVICE_UNAVAILABLE),
    (ReadoutError, HTTPStatus.INTERNAL_SERVER_ERROR),
)


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What was wrong with a request, or with the archive.

    Attributes:
        type: `about:blank`: the status says which kind of problem it is.
        title: The status in words.
        detail: What is wrong, and what to do.
    """

    type: str = "about:blank"
    title: str
    status: int
    detail: str


def problem(status: HTTPStatus | int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """The answer to a request that is refused, or that failed."""
    status = HTTPStatus(status)
    body = msgspec.json.encode(Problem(title=status.phrase, status=status.value, detail=detail))
    return Response(body, status.value, headers=dict(headers or {}), media_type=MEDIA_TYPE)


def add_problems(app: FastAPI) -> None:
    """Makes the app answer its errors so."""
    app.add_exception_handler(ReadoutError, _of_readout)
    app.add_exception_handler(RequestValidationError, _of_request)
    app.add_exception_handler(HTTPException, _of_http)


def _of_readout(request: Request, error: Exception) -> Response:
    status = next(status for kind, status in STATUS if isinstance(error, kind))
    headers = {"Retry-After": RETRY_AFTER} if status is HTTPStatus.SERVICE_UNAVAILABLE else {}
    own = without_password(request.app.state.address)  # where the archive is concerns nobody who asks
    return problem(status, str(error).removeprefix(f"{own}: "), headers)


def _of_request(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "; ".join(map(_said, error.errors())))


def _said(wrong: Mapping[str, Any]) -> str:
    place: Sequence[object] = wrong["loc"]
    name = " ".join(map(str, place[1:])) or str(place[0])
    if wrong["type"] == "extra_forbidden":
        return f"{name}: there is no such parameter here: /api lists those there are"
    if wrong["type"] == "string_pattern_mismatch":
        return f"{name}: {MEANT.get(wrong['ctx']['pattern'], A_CURSOR)}"
    said = str(wrong["msg"]).removeprefix("Value error, ")
    return f"{name}: {said[:1].lower()}{said[1:]}"


def _of_http(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    detail = str(error.detail)
    if error.status_code == HTTPStatus.NOT_FOUND and detail == HTTPStatus.NOT_FOUND.phrase:
        detail = "there is nothing at this address: /api lists what there is"
    return problem(error.status_code, detail, error.headers)
