"""What the routes answer, and that it is what the archive says."""

import csv
import io
import json

import pytest

from readout.model.jsonform import from_json
from readout.store import Query, What, open_archive
from tests.serve.fish import REPORTS, later, told

LISTS = ("reports", "statements", "events", "engagements")


def rows(client, address, **parameters):
    response = client.get(address, params=parameters)
    assert response.status_code == 200, response.text
    return response.json()["rows"]


@pytest.mark.parametrize("what", LISTS)
def test_a_list_has_the_rows_that_the_archive_finds(client, stored, what):
    with open_archive(stored) as archive:
        found = archive.search(Query(what=What(what))).rows
    assert rows(client, f"/api/{what}") == [dict(row) for row in found]


@pytest.mark.parametrize("what", LISTS)
def test_pages_follow_each_other_by_their_cursor_and_have_every_row_once(client, what):
    every = rows(client, f"/api/{what}")
    paged, after = [], {}
    while True:
        body = client.get(f"/api/{what}", params={"limit": 2, **after}).json()
        paged += body["rows"]
        if body["next"] is None:
            break
        after = {"after": body["next"]}
    assert paged == every
    assert len(every) == REPORTS


def test_the_link_header_leads_to_the_next_page_and_keeps_the_filters(client):
    first = client.get("/api/reports", params={"limit": 2, "publisher": "herald"})
    assert [row["published"] for row in first.json()["rows"]] == ["2021-03-06", "2021-03-04"]
    link = first.links["next"]["url"]
    last = client.get(first.url.join(link))
    assert [row["published"] for row in last.json()["rows"]] == ["2021-03-02"]
    assert "link" not in last.headers


@pytest.mark.parametrize(
    ("address", "parameters", "count"),
    [
        ("reports", {"words": "length"}, 1),
        ("reports", {"since": "2021-03-03", "until": "2021-03-05"}, 3),
        ("reports", {"actors": ["NOR", "Chile"]}, REPORTS),
        ("reports", {"actors": ["NOR", "FRA"]}, 0),
        ("reports", {"topic": "fish"}, REPORTS),
        ("statements", {"speaker": "NOR", "types": ["assert", "deny"]}, REPORTS),
        ("statements", {"speaker": "CHL"}, 0),
        ("statements", {"confidence": 0.6}, 0),
        ("events", {"between": ["CHL", "NOR"], "types": "CONSULT"}, REPORTS),
        ("events", {"realis": "negated"}, 0),
        ("engagements", {"status": "held", "types": "phone call"}, REPORTS),
    ],
)
def test_filters_hold(client, address, parameters, count):
    assert len(rows(client, f"/api/{address}", **parameters)) == count


def test_words_that_are_looked_for_are_shown_in_a_snippet(client):
    (row,) = rows(client, "/api/reports", words="length")
    assert "[length]" in row["snippet"]


def test_a_record_is_the_one_that_was_stored(client, latest):
    response = client.get(f"/api/reports/{latest}")
    assert from_json(response.content) == later(published="2021-04-02")
    assert client.get(f"/api/reports/{latest}", params={"as_read": "true"}).content == response.content


def test_a_text_is_given_as_it_is(client, latest):
    response = client.get(f"/api/reports/{latest}/text")
    assert response.text == later().document.text
    assert response.headers["content-type"] == "text/plain; charset=utf-8"


def test_versions_are_those_of_the_whole_story(client, latest):
    assert [row["version"] for row in rows(client, f"/api/reports/{latest}/versions")] == [1, 2]


def test_a_timeline_is_of_two_or_of_one_and_can_begin_with_the_oldest(client):
    two = rows(client, "/api/timeline/NOR/CHL", kinds="engagement")
    assert [row["day"] for row in two][:2] == ["2021-04-02", "2021-03-06"]
    one = rows(client, "/api/timeline/Norway", kinds="engagement", oldest_first="true", limit=1)
    assert [row["day"] for row in one] == ["2021-03-01"]


def test_an_aggregate_goes_on_where_its_page_ends(client):
    whole = client.get("/api/aggregate", params={"by": "day", "what": "engagement"}).json()
    first = client.get("/api/aggregate", params={"by": "day", "what": "engagement", "limit": 4}).json()
    second = client.get("/api/aggregate", params={"by": "day", "what": "engagement", "after": first["next"]}).json()
    assert whole["rows"] == first["rows"] + second["rows"]
    assert len(whole["rows"]) == REPORTS
    assert second["next"] is None


def test_actors_statistics_and_failures_are_counted(client):
    assert {row["name"] for row in rows(client, "/api/who", name="nor")} == {"Norway"}
    assert {"what": "reports", "value": None, "count": REPORTS + 1} in rows(client, "/api/statistics")
    assert rows(client, "/api/failures") == []


def test_a_name_of_accents_alone_is_nobodys(client):
    assert rows(client, "/api/who", name="\u0301") == []


def test_reports_of_the_same_call_are_compared(client):
    found = rows(client, "/api/reports", since="2021-03-01", until="2021-03-02")
    response = client.get("/api/compare", params={"report": [row["id"] for row in found]})
    assert response.status_code == 200
    assert isinstance(response.json(), list)


def test_json_lines_have_the_rows_of_all_pages(client):
    every = rows(client, "/api/events")
    asked = client.get("/api/events", headers={"Accept": "application/x-ndjson"})
    assert asked.headers["content-type"] == "application/x-ndjson"
    assert [json.loads(line) for line in asked.text.splitlines()] == every
    assert client.get("/api/events", params={"format": "jsonl"}).content == asked.content


def test_csv_has_a_header_even_when_there_are_no_rows(client):
    response = client.get("/api/aggregate", params={"by": "dyad", "since": "1900-01-01", "until": "1900-01-02",
                                                    "format": "csv"})  # fmt: skip
    assert response.text.startswith("source,target,events,goldstein_mean")


def test_a_limit_holds_in_a_stream_too(client):
    lines = client.get("/api/timeline/NOR", params={"format": "csv", "limit": 5}).text
    assert len(list(csv.DictReader(io.StringIO(lines)))) == 5


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("text/csv;q=0.5, application/x-ndjson", "application/x-ndjson"),
        ("application/json, text/csv;q=0.9", "application/json"),
        ("image/png", "application/json"),
        ("text/csv; q=0, */*;q=0.1", "application/json"),
        ("text/csv;q=much", "application/json"),
    ],
)
def test_the_accept_header_chooses_by_weight(client, accept, given):
    assert client.get("/api/statistics", headers={"Accept": accept}).headers["content-type"] == given


def test_an_export_has_the_reports_that_the_filters_let_pass(client):
    response = client.get("/api/export/jsonl", params={"until": "2021-03-02"})
    records = [from_json(line) for line in response.content.splitlines()]
    assert records == [told(1), told(2)]
    assert response.headers["content-disposition"] == 'attachment; filename="readout.jsonl"'
    found = client.get("/api/export/jsonl", params={"publisher": "herald", "added_since": "2021-01-01T00:00:00Z"})
    assert len(found.content.splitlines()) == REPORTS // 2


def test_every_format_of_export_is_served(client):
    from readout.export.formats import FORMATS

    for name in FORMATS:
        response = client.get(f"/api/export/{name}")
        assert response.status_code == 200, name
        assert response.content, name
        assert "octet-stream" not in response.headers["content-type"], name


def test_an_export_without_text_has_none(client):
    whole = client.get("/api/export/jsonl")
    bare = client.get("/api/export/jsonl", params={"without_text": "true"})
    assert b"Norway told" in whole.content
    assert b"Norway told" not in bare.content


def test_an_answer_that_did_not_change_is_not_sent_again(client, latest):
    for address in (f"/api/reports/{latest}", "/api/reports", "/api/events?format=csv", "/api/export/jsonl"):
        tag = client.get(address).headers["etag"]
        again = client.get(address, headers={"If-None-Match": f'"other", {tag}'})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_tag_is_of_one_address_in_one_layout(client):
    asked = ("/api/reports", "/api/events", "/api/reports?limit=3", "/api/reports?format=csv")
    tags = [client.get(address).headers["etag"] for address in asked]
    tags.append(client.get("/api/reports", headers={"Accept": "text/csv"}).headers["etag"])
    assert len(set(tags)) == len(tags)


def test_answers_are_compressed_when_that_is_accepted(client):
    packed = client.get("/api/events", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/api/events", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.json() == plain.json()


def test_the_index_lists_every_address_with_what_it_is(client):
    index = client.get("/api").json()
    described = client.get(index["openapi"]).json()
    assert [route["path"] for route in index["routes"]] == list(described["paths"])
    assert all(route["what"] for route in index["routes"])
