"""The web application: an archive, read over HTTP."""

from collections.abc import Collection

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from readout import __version__
from readout.serve import API, compare, counts, export, index, reports, search, timeline
from readout.serve.guard import LOCAL, Guard
from readout.serve.problems import add_problems
from readout.serve.schema import describe
from readout.store import open_archive

ROOMS = (index, search, reports, timeline, counts, compare, export)  # in the order of the description
COMPRESSION = 5  # of 9: most of the size for a third of the time


def create_app(address: str, *, token: str | None = None, hosts: Collection[str] = LOCAL) -> FastAPI:
    """An app that answers from the archive at an address, and never writes to it.

    Args:
        address: As for `readout.store.open_archive`.
        token: What every request must bear (`Authorization: Bearer TOKEN`); None lets all in.
        hosts: Names by which the server is reached, in the `Host` header; `*` takes any.

    Raises:
        StoreError: There is no archive, or it cannot be read.
    """
    open_archive(address).close()  # it is there, and of the present schema
    app = FastAPI(
        title="Readout",
        version=__version__,
        description="An archive of news reports and their record of diplomacy.",
        openapi_url=f"{API}/openapi.json",
        docs_url=None,  # these pages load scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.address = address
    for room in ROOMS:
        app.include_router(room.router)
    add_problems(app)
    app.add_middleware(GZipMiddleware, compresslevel=COMPRESSION)
    app.add_middleware(Guard, token=token, hosts=hosts)
    described = describe(app, token=token is not None)  # now: it cannot be made in two threads at once
    app.openapi = lambda: described  # type: ignore[method-assign]  # as FastAPI's documentation has it
    return app
