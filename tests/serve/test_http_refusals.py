"""What is refused, how that is said, and what keeps others out."""

import sqlite3

import pytest
from starlette.testclient import TestClient

from readout.model.errors import ArchiveBusy, NoArchive
from readout.serve import desk
from readout.serve.app import create_app
from readout.store import open_archive

TOKEN = "a-token-of-some-length"


def refused(client, address, status, **options):
    response = client.get(address, **options)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert (body["type"], body["status"]) == ("about:blank", status)
    return body["detail"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/api/reports?word=fish", "word: there is no such parameter here"),
        ("/api/statistics?limit=3", "limit: there is no such parameter here"),
        ("/api/reports?limit=2&limit=3", "limit: given 2 times"),
        ("/api/reports?words=-fish", "words"),
        ("/api/reports?words=", "words"),
        ("/api/reports?publisher=%20", "publisher"),
        ("/api/reports?publisher=a%00b", "publisher"),
        ("/api/reports?limit=-1", "limit"),
        ("/api/reports?limit=" + "9" * 5000, "limit"),
        ("/api/reports?after=yesterday", "after: not a cursor: give the `next`"),
        ("/api/who?after=zzz", "after: not a cursor: give the `next`"),
        ("/api/reports?after=~" + "9" * 18, "after"),
        ("/api/reports?since=20210301", "since: not a day"),
        ("/api/reports?since=2021-02-30", "since: not a day"),
        ("/api/reports?between=NOR", "between"),
        ("/api/reports?between=NOR&between=Chile", "between 1: not the code of a country: give its three letters"),
        ("/api/reports?types=AGREE", "types: there is no such parameter here"),
        ("/api/events?types=AGREED", "'AGREE'"),
        ("/api/events?confidence=nan", "confidence"),
        ("/api/events?format=xml", "format"),
        ("/api/aggregate?by=dyad&by=pair", "give one of dyad, pair, country"),
        ("/api/aggregate?by=channel", "events cannot be counted so"),
        ("/api/aggregate?what=statement&realis=actual", "realis: statements have no such filter"),
        ("/api/compare", "report"),
        ("/api/compare?report=" + "&report=".join("x" * 51), "report"),
        ("/api/export/word", "format"),
        ("/api/export/brat?without_text=true", "there is no brat without"),
        ("/api/export/jsonl?added_since=0001-01-01T00:00:00%2B05:00", "added_since: not a time"),
        ("/api/reports/x?as_read=perhaps", "as_read: write true or false"),
    ],
)
def test_what_cannot_be_answered_is_named(client, address, said):
    assert said in refused(client, address, 422)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/api/reports/doc-none", "there is no report 'doc-none'"),
        ("/api/reports/doc-none/text", "there is no report 'doc-none'"),
        ("/api/reports/doc-none/versions", "there is no report 'doc-none'"),
        ("/api/compare?report=doc-none", "there is no report 'doc-none'"),
        ("/api/timeline/Atlantis", "nobody is called so"),
        ("/api/timeline/NOR/Atlantis?format=csv", "nobody is called so"),
        ("/api/nothing", "/api lists what there is"),
        ("/", "/api lists what there is"),
        ("/api/reports/", "/api lists what there is"),
    ],
)
def test_what_is_not_there_is_not_found(client, address, said):
    assert said in refused(client, address, 404)


def test_the_largest_cursors_are_only_the_end(client):
    assert client.get("/api/reports?after=9999-12-31~" + "9" * 13).status_code == 200
    assert client.get("/api/events?after=0000-00-00~" + "9" * 18).json() == {"rows": [], "next": None}


def test_half_of_a_surrogate_pair_in_a_request_is_no_error_of_the_server(client):
    assert client.get("/api/reports?publisher=%ED%A0%80").status_code == 200
    assert client.get("/api/reports/%ED%A0%80").status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_only_reading_is_served(client, method):
    response = client.request(method, "/api/reports")
    assert (response.status_code, response.headers["allow"]) == (405, "GET")


def test_head_is_answered_as_get_without_a_body(client):
    response = client.head("/api/reports")
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["etag"] == client.get("/api/reports").headers["etag"]


@pytest.mark.parametrize("address", ["/api/reports", "/api/nothing", "/api/reports?limit=0", "/api/export/jsonl"])
def test_every_answer_tells_browsers_to_be_careful(client, address):
    headers = client.get(address).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", ""])
def test_a_host_that_is_not_ours_is_refused(client, host):
    assert "Host: not a name of this server" in refused(client, "/api/reports", 421, headers={"Host": host})


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8765", "127.0.0.1:1", "[::1]", "[::1]:8765"])
def test_a_host_of_this_machine_is_served(client, host):
    assert client.get("/api/reports", headers={"Host": host}).status_code == 200


def test_a_query_or_a_body_that_is_too_long_is_refused(client):
    refused(client, "/api/reports?publisher=" + "x" * 20_000, 414)
    response = client.request("GET", "/api/reports", content=b"x" * 100_000)
    assert response.status_code == 413
    refused(client, "/api/reports", 413, headers={"Content-Length": "-1"})


def test_a_token_is_wanted_everywhere(stored):
    with TestClient(create_app(stored, token=TOKEN), base_url="http://localhost") as client:
        for address in ("/api", "/api/openapi.json", "/api/reports", "/api/nothing"):
            assert "Authorization: Bearer" in refused(client, address, 401)
        for wrong in ("", "Bearer", f"Bearer {TOKEN}x", f"Basic {TOKEN}", f"Bearer {TOKEN[:-1]}", TOKEN, "Bearer é"):
            answer = client.get("/api/reports", headers={"Authorization": wrong.encode()})
            assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
        for right in (f"Bearer {TOKEN}", f"bearer {TOKEN}"):
            assert client.get("/api/reports", headers={"Authorization": right}).status_code == 200
        described = client.get("/api/openapi.json", headers={"Authorization": f"Bearer {TOKEN}"}).json()
        assert described["security"] == [{"token": []}]


def test_nobody_is_told_where_the_archive_is(client):
    assert refused(client, "/api/reports/doc-none", 404).startswith("there is no report 'doc-none'")


def test_an_archive_that_is_not_there_is_told_at_once(tmp_path):
    with pytest.raises(NoArchive):
        create_app(str(tmp_path / "none.db"))


def test_an_archive_that_is_moved_away_is_a_problem_until_it_is_back(tmp_path):
    address = tmp_path / "news.db"
    open_archive(str(address), create=True).close()
    with TestClient(create_app(str(address)), base_url="http://localhost") as client:
        address.rename(tmp_path / "away.db")
        assert "there is no archive" in refused(client, "/api/reports", 503)
        (tmp_path / "away.db").rename(address)
        assert client.get("/api/reports").status_code == 200


def test_a_busy_archive_asks_to_come_again(client, monkeypatch):
    def busy(address):
        raise ArchiveBusy(f"{address}: another program is writing to it: try again when that has ended")

    monkeypatch.setattr(desk, "open_archive", busy)
    response = client.get("/api/reports")
    assert (response.status_code, response.headers["retry-after"]) == (503, "5")
    assert "try again" in response.json()["detail"]


def test_a_damaged_archive_is_a_problem_of_the_server(tmp_path):
    address = tmp_path / "news.db"
    open_archive(str(address), create=True).close()
    with TestClient(create_app(str(address)), base_url="http://localhost") as client:
        address.write_bytes(b"not an archive at all")
        refused(client, "/api/reports", 500)


def test_a_route_cannot_change_the_archive(stored):
    with desk.as_of_now(stored) as archive, pytest.raises(Exception, match="readonly") as caught:
        archive.connection.run("DELETE FROM report")
    assert isinstance(caught.value.__cause__, sqlite3.OperationalError)
