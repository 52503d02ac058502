import re
import signal
import time
from datetime import timedelta

import pytest

from readout.cli.adding import Adding, How
from readout.ingest.fetched import Fetched
from readout.model.errors import UnreadableDocument
from readout.store import open_archive
from readout.store.failures import failures

ONE, TWO = "Norway told Chile that they will talk.", "Chile called Norway."
EVERY = timedelta(0)
ENTRY = "<item><title>{0}</title><link>https://example.org/{0}</link></item>"


@pytest.fixture
def site(monkeypatch):
    """What the web has, by address; an error is raised. Every look at an address is noted under `asked`."""
    pages, asked = {}, []

    def fetch(url, *, known=None, **_):
        asked.append(url)
        found = pages.get(url, UnreadableDocument("no such page"))
        if isinstance(found, Exception):
            raise found
        return Fetched(found.encode(), "text/html", "utf-8", url, None, None)

    monkeypatch.setattr("readout.ingest.web.fetch", fetch)
    pages["asked"] = asked
    return pages


@pytest.fixture
def archive(run, tmp_path):
    with open_archive(str(tmp_path / "news.db"), create=True) as opened:
        yield opened


def page(text):
    return f"<html><body><article><p>{text} {'They talked about fish. ' * 20}</p></article></body></html>"


def feed(*names):
    return f"<rss version='2.0'><channel><title>Wire</title>{''.join(map(ENTRY.format, names))}</channel></rss>"


def test_what_comes_into_a_folder_and_what_changes_there_is_added(archive, write, stored):
    write("reports/a.txt", ONE)
    adding = Adding(archive, How())
    changes = iter([lambda: write("reports/b.txt", TWO), lambda: write("reports/a.txt", f"{ONE} Twice.")])
    watch_with(adding, ["reports"], changes)
    assert adding.counts == {"added": 2, "version": 1}
    assert stored() == [TWO, f"{ONE} Twice."]


def test_records_that_come_into_a_folder_are_taken_as_they_are(archive, write, records, texts_read, stored):
    write("reports/a.txt", ONE)
    adding = Adding(archive, How())
    watch_with(adding, ["reports"], iter([lambda: records("reports/b.jsonl", TWO)]))
    assert stored() == [ONE, TWO]
    assert texts_read == [None, ONE]


def test_a_folder_that_was_added_before_is_passed_over(archive, write, texts_read):
    write("reports/a.txt", ONE)
    Adding(archive, How()).add(["reports"])
    again = Adding(archive, How())
    watch_with(again, ["reports"], iter([lambda: None]))
    assert again.counts == {"passed over": 1}
    assert texts_read == [None, ONE]


def test_entries_of_a_feed_are_added_once_and_their_failures_kept(archive, site, stored):
    url = "https://example.org/feed"
    site |= {url: feed("one", "gone"), "https://example.org/one": page(ONE)}
    adding = Adding(archive, How())

    def publish():
        site.update({url: feed("one", "gone", "two"), "https://example.org/two": page(TWO)})

    watch_with(adding, [url], iter([publish]))
    assert [text[: len(TWO)] for text in stored()] == [ONE[: len(TWO)], TWO]
    assert site["asked"].count("https://example.org/one") == 1
    (row,) = failures(archive)
    assert (row["source"], row["tries"]) == ("https://example.org/gone", 2)


def test_a_feed_that_is_back_is_off_the_list(archive, site):
    url = "https://example.org/feed"
    adding = Adding(archive, How())
    listed = []

    def come_back():
        listed.extend(failures(archive))
        site.update({url: feed("one"), "https://example.org/one": page(ONE)})

    watch_with(adding, [url], iter([come_back]))
    assert [row["source"] for row in listed] == [url]
    assert failures(archive) == []


def test_an_address_that_is_dead_is_counted_once(archive, site):
    adding = Adding(archive, How())
    watch_with(adding, ["https://example.org/dead"], [lambda: None] * 4)
    assert adding.counts == {"failed": 1}
    assert failures(archive)[0]["tries"] == 5


def test_a_watch_ends_with_ctrl_c_and_what_was_added_is_told(started, records, tmp_path, stored):
    records("reports/a.jsonl", ONE, TWO)
    process = started("add", tmp_path / "news.db", tmp_path / "reports", "--watch", "1h", "-v")
    for name in ("doc-", "doc-"):  # lines of -v: both are stored
        assert re.match(rf"{name}\w+: added", process.stderr.readline())
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (0, "2 added\n")
    assert stored() == [ONE, TWO]


def watch_with(adding, names, changes):
    """Watches for one round more than there are changes, each made between two rounds."""
    changes = list(changes)
    waiting = iter(changes)
    adding.watch(names, EVERY, rounds=len(changes) + 1, sleep=lambda seconds: next(waiting)())
