import gzip
import socket
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial

import pytest

import readout
from readout.ingest import Failure, addresses, web
from readout.ingest.connection import Patience
from readout.ingest.web import read_url
from readout.model.errors import UnreadableDocument

QUICK = Patience(silence=0.5, whole=1.0, pause=0.01, most_bytes=100_000)
fetch = partial(web.fetch, allow_private=True, patience=QUICK)
REPORT = "<article><p>The envoy of Norland met the mayor of Holm and spoke with her about the ferry.</p></article>"


def redirect(to, status=302):
    return status, {"Location": to}, b""


def closed_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return server.getsockname()[1]


def test_a_page_is_fetched_with_its_type_and_character_set(site):
    site.page("/report?a=1", "Grüße".encode("latin-1"), "Text/HTML; Charset=ISO-8859-1", ETag='"x"')
    fetched = fetch(site.url("/report?a=1#part"))
    assert (fetched.data, fetched.content_type, fetched.charset) == (b"Gr\xfc\xdfe", "text/html", "iso-8859-1")
    assert (fetched.url, fetched.etag) == (site.url("/report?a=1"), '"x"')
    _, headers = site.asked[0]
    assert headers["User-Agent"] == f"readout/{readout.__version__}"
    assert headers["Host"] == f"127.0.0.1:{site.port}"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_to_where_they_end(site, status):
    site.answers["/old"] = redirect("/newer", status)
    site.answers["/newer"] = redirect(site.url("/here"), status)
    site.page("/here", REPORT)
    assert fetch(site.url("/old")).url == site.url("/here")


def test_twenty_redirects_are_followed_and_no_more(site):
    for number in range(25):
        site.answers[f"/{number}"] = redirect(f"/{number + 1}")
    site.page("/25", REPORT)
    assert fetch(site.url("/5")).url.endswith("/25")
    with pytest.raises(UnreadableDocument, match="over 20 redirects"):
        fetch(site.url("/4"))


@pytest.mark.parametrize("to", ["file:///etc/hosts", "ftp://127.0.0.1/", "http://ada:pw@127.0.0.1/", "http://[::1"])
def test_a_redirect_out_of_the_web_is_refused(site, to):
    site.answers["/old"] = redirect(to)
    (failure,) = read_url(site.url("/old"), allow_private=True)
    assert isinstance(failure, Failure)
    assert failure.source == site.url("/old")


def test_a_redirect_into_a_private_network_is_refused(site, monkeypatch):
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1")
    site.answers["/old"] = redirect(site.url("/inside", host="127.0.0.2"))
    with pytest.raises(UnreadableDocument, match=r"127\.0\.0\.2 is in a private network"):
        web.fetch(site.url("/old"), patience=QUICK)
    assert site.paths() == ["/old"]


def test_private_addresses_are_refused_before_anything_is_asked(site):
    (failure,) = read_url(site.url("/report"))
    assert "private network" in str(failure.error)
    assert site.asked == []


def test_the_connection_goes_to_the_address_that_was_checked(site, monkeypatch):
    """A name that means a public address when it is checked, and this machine's inside a moment later."""
    real, answers = socket.getaddrinfo, iter(["127.0.0.1", "127.0.0.2"])

    def resolve(host, port, *rest, **named):
        return real(next(answers) if host == "rebind.example" else host, port, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1")
    site.page("/report", REPORT)
    assert web.fetch(site.url("/report", host="rebind.example"), patience=QUICK).data == REPORT.encode()
    assert next(answers) == "127.0.0.2"
    assert site.asked[0][1]["Host"] == f"rebind.example:{site.port}"


@pytest.mark.parametrize(
    ("status", "remedy"),
    [
        (404, "check the address"),
        (403, "save the page"),
        (410, "web archive"),
        (500, "try again later"),
        (418, "browser"),
    ],
)
def test_a_refusal_names_the_status_and_what_to_do(site, status, remedy):
    site.answers["/report"] = status, {}, b""
    (failure,) = read_url(site.url("/report"), allow_private=True)
    assert str(failure.error).startswith(f"status {status}: ")
    assert remedy in str(failure.error)


def test_a_server_that_is_busy_is_asked_again_when_it_says(site):
    waits = []
    states = iter([(503, {"Retry-After": "7"}, b""), (429, {}, b""), (200, {"Content-Type": "text/html"}, b"<p>x</p>")])
    site.answers["/report"] = lambda _: next(states)
    assert fetch(site.url("/report"), sleep=waits.append).data == b"<p>x</p>"
    assert waits == [7, 0.02]


def test_a_server_that_stays_busy_or_asks_for_too_much_is_given_up(site):
    waits = []
    site.answers["/busy"] = 503, {}, b""
    until = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)
    site.answers["/tomorrow"] = 429, {"Retry-After": until}, b""
    with pytest.raises(UnreadableDocument, match="busy: try again later"):
        fetch(site.url("/busy"), sleep=waits.append)
    assert waits == [0.01, 0.02]
    assert site.paths() == ["/busy"] * 3
    with pytest.raises(UnreadableDocument, match=r"asks to wait 7[12]\d\d seconds"):
        fetch(site.url("/tomorrow"), sleep=waits.append)
    assert len(waits) == 2


def test_a_connection_that_breaks_off_is_tried_again(site):
    calls = []

    def answer(handler):
        calls.append(handler)
        if len(calls) > 1:
            return 200, {}, b"all of it"
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
        return None

    site.answers["/report"] = answer
    assert fetch(site.url("/report")).data == b"all of it"
    assert len(calls) == 2


def test_nobody_at_the_port_is_said_after_three_tries():
    waits = []
    with pytest.raises(UnreadableDocument, match=r"the connection fails .*: check"):
        fetch(f"http://127.0.0.1:{closed_port()}/", sleep=waits.append)
    assert len(waits) == 2


def test_a_server_without_a_certificate_is_not_trusted_and_not_asked_again(site):
    waits = []
    with pytest.raises(UnreadableDocument, match="no trusted connection"):
        fetch(site.url("/").replace("http:", "https:"), sleep=waits.append)
    assert waits == []


def drip(handler, start=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"):
    """Sends a letter now and then, without end."""
    try:
        handler.wfile.write(start)
        for _ in range(100):
            handler.wfile.write(b"a")
            time.sleep(0.05)
    except OSError:
        pass


def silence(handler):
    time.sleep(2)


@pytest.mark.parametrize("answer", [drip, silence, partial(drip, start=b"HTTP/1.1 200 OK\r\nX-Slow: ")])
def test_a_server_cannot_hold_on(site, answer):
    site.answers["/slow"] = answer
    begun = time.monotonic()
    with pytest.raises(UnreadableDocument, match="takes too long"):
        fetch(site.url("/slow"))
    assert time.monotonic() - begun < 1.8


def endless(handler):
    try:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            handler.wfile.write(b"<p>" * 10_000)
    except OSError:
        pass


def test_an_answer_without_end_and_one_that_unfolds_without_end_are_cut(site):
    site.answers["/endless"] = endless
    bomb = gzip.compress(bytes(50_000_000))
    site.page("/bomb", bomb, Content_Encoding="gzip")
    site.answers["/large"] = 200, {"Content-Length": "200000"}, b""
    for path in ("/endless", "/bomb", "/large"):
        with pytest.raises(UnreadableDocument, match="over 100,000 bytes"):
            fetch(site.url(path))


def test_packed_answers_are_unpacked_and_damaged_ones_named(site):
    packed = gzip.compress(REPORT.encode())
    site.page("/packed", packed, Content_Encoding="gzip")
    site.page("/half", packed[:-20], Content_Encoding="gzip")
    site.page("/none", REPORT, Content_Encoding="gzip")
    site.page("/other", packed, Content_Encoding="br")
    assert fetch(site.url("/packed")).data == REPORT.encode()
    for path, reason in (("/half", "broke off"), ("/none", "damaged gzip"), ("/other", "packed as 'br'")):
        with pytest.raises(UnreadableDocument, match=reason):
            fetch(site.url(path))


def test_what_has_not_changed_is_not_sent_again(site):
    def answer(handler):
        if handler.headers.get("If-None-Match") == '"7"':
            assert handler.headers["If-Modified-Since"] == "Fri, 14 Mar 2031 10:00:00 GMT"
            return 304, {}, b""
        return 200, {"ETag": '"7"', "Last-Modified": "Fri, 14 Mar 2031 10:00:00 GMT"}, b"words"

    site.answers["/feed"] = answer
    first = fetch(site.url("/feed"))
    again = fetch(site.url("/feed"), known=first)
    assert (first.is_unchanged, again.is_unchanged) == (False, True)
    assert fetch(site.url("/feed"), known=again).is_unchanged


def test_a_page_at_an_address_is_its_document(site):
    site.answers["/short"] = redirect("/long")
    site.page(
        "/long", f"<html lang=en><title>Ferry talks</title>{REPORT}".encode("utf-16"), "text/html; charset=utf-16"
    )
    (document,) = read_url(site.url("/short"), "2031-03-14", allow_private=True)
    assert document.text.startswith("The envoy of Norland")
    assert (document.title, document.published) == ("Ferry talks", "2031-03-14")
    assert (document.source_id, document.url) == (site.url("/short"), site.url("/long"))


def test_text_and_rows_at_an_address_are_read_as_files_are(site):
    site.page("/report.txt", "The envoy of Norland met the mayor.", "text/plain; charset=utf-8")
    site.page("/rows", '{"id": "a", "text": "One."}\n{"id": "b", "text": "Two."}\n', "application/x-ndjson")
    (document,) = read_url(site.url("/report.txt"), allow_private=True)
    assert (document.text, document.url) == ("The envoy of Norland met the mayor.", site.url("/report.txt"))
    assert [each.source_id for each in read_url(site.url("/rows"), allow_private=True)] == ["a", "b"]
