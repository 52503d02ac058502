"""What there is to ask."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict

from readout.serve import API
from readout.serve.parameters import Nothing
from readout.serve.schema import problems

router = APIRouter(prefix=API)


class Route(BaseModel):
    """An address, what it gives, and what it takes."""

    model_config = ConfigDict(extra="forbid")
    path: str
    what: str
    parameters: list[str]


class Index(BaseModel):
    """The addresses there are."""

    model_config = ConfigDict(extra="forbid")
    title: str
    version: str
    description: str
    openapi: str
    routes: list[Route]


@router.get("", responses=problems())
def index(request: Request, _asked: Annotated[Nothing, Query()]) -> Index:
    """This list."""
    described = request.app.openapi()
    routes = [
        Route(
            path=path,
            what=" ".join(methods["get"]["description"].split()),
            parameters=[each["name"] for each in methods["get"].get("parameters", ()) if each["in"] == "query"],
        )
        for path, methods in described["paths"].items()
    ]
    return Index(**described["info"], openapi=request.app.openapi_url, routes=routes)
