"""Every answer is of one moment of the archive, from either database, and leaves nothing open."""

import anyio
import pytest
from starlette.requests import ClientDisconnect
from starlette.testclient import TestClient

from readout.model.errors import StoreError
from readout.serve import desk, search
from readout.serve.app import create_app
from readout.store import What, open_archive
from readout.store.query import FILTERS, Query
from tests.serve.fish import fill, told

ASKED = (
    "/api/reports?limit=3", "/api/statements?speaker=NOR", "/api/events?between=CHL&between=NOR",
    "/api/engagements?topic=fish&format=csv", "/api/timeline/NOR/CHL", "/api/aggregate?by=dyad&by=month",
    "/api/export/jsonl", "/api/who?name=chile", "/api/failures",
)  # fmt: skip
HTTP = {
    "type": "http", "asgi": {"version": "3.0", "spec_version": "2.4"}, "http_version": "1.1", "method": "GET",
    "scheme": "http", "root_path": "", "headers": [(b"host", b"localhost")], "query_string": b"format=jsonl",
    "path": "/api/statements", "raw_path": b"/api/statements", "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 2),
}  # fmt: skip


def test_an_archive_in_postgresql_answers_the_same(client, postgresql_address):
    with open_archive(postgresql_address, create=True) as archive:
        fill(archive)
    with TestClient(create_app(postgresql_address), base_url="http://localhost") as other:
        for address in ASKED:
            answer = other.get(address)
            assert answer.status_code == 200, answer.text
            assert answer.content == client.get(address).content, address
        assert other.get("/api/reports?words=length").json()["rows"][0]["published"] == "2021-04-02"
        assert other.get("/api/reports?publisher=a%00b").status_code == 422
        assert other.get("/api/reports/doc-none").status_code == 404


def test_a_route_cannot_change_an_archive_in_postgresql(postgresql_address):
    open_archive(postgresql_address, create=True).close()
    with desk.as_of_now(postgresql_address) as archive, pytest.raises(StoreError, match="read-only"):
        archive.connection.run("DELETE FROM report")


def test_a_stream_is_of_the_moment_when_it_began(tmp_path, monkeypatch):
    monkeypatch.setattr(search, "AT_ONCE", 1)
    address = str(tmp_path / "news.db")
    with open_archive(address, create=True) as archive:
        archive.add(told(1))
        archive.add(told(2))
        with desk.as_of_now(address) as reading:
            before = reading.change
            archive.add(told(3))
            archive.add(told(4))
            assert reading.change == before
            assert len(list(reading.search_all(Query(limit=1)))) == 2
        with desk.as_of_now(address) as reading:
            assert len(list(reading.search_all(Query(limit=1)))) == 4


def test_a_client_that_goes_away_leaves_no_archive_open(served, monkeypatch):
    opened = []

    def recorded(address):
        opened.append(open_archive(address))
        return opened[-1]

    async def gone(message):
        if message["type"] == "http.response.body":
            raise OSError("the client closed the connection")

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    monkeypatch.setattr(desk, "open_archive", recorded)
    with pytest.raises((ClientDisconnect, OSError)):
        anyio.run(served, HTTP, receive, gone)
    (archive,) = opened
    with pytest.raises(StoreError, match="closed"):
        list(archive.connection.rows("SELECT 1"))


def test_every_filter_of_a_query_is_a_parameter_where_it_fits(served):
    paths = served.openapi()["paths"]
    for what in What:
        taken = {each["name"] for each in paths[f"/api/{what}"]["get"]["parameters"]}
        fit = {name for name in Query.__struct_fields__ if what in FILTERS.get(name, {what})}
        assert taken == fit - {"what"} | {"format"}
