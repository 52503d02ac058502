import os
from datetime import timedelta
from functools import partial

from readout.ingest import Failure, read_source
from readout.ingest.connection import Patience
from readout.ingest.watch import watch
from readout.ingest.web import fetch
from tests.ingest_web.feeds import item, report, rss

QUICK = Patience(silence=0.5, whole=1.0, tries=1)
LONG_AGO = 1_900_000_000


class Rounds:
    """Between two rounds does the next of some things, and keeps what was given in each round."""

    def __init__(self, *between):
        self.between, self.given, self.waits = list(between), [[]], []

    def sleep(self, seconds):
        self.waits.append(seconds)
        self.between[len(self.given) - 1]()
        self.given.append([])

    def run(self, *sources, now=lambda: LONG_AGO + 1_000.0):
        every, rounds = timedelta(minutes=5), len(self.between) + 1
        asking = partial(fetch, allow_private=True, patience=QUICK)
        named = {"read": read_source, "sleep": self.sleep, "rounds": rounds, "fetch": asking, "now": now}
        for found in watch([str(each) for each in sources], every, **named):
            self.given[-1].append(str(found.error) if isinstance(found, Failure) else found.text)
        return self.given


def write(path, words, seconds=0):
    path.write_text(words)
    os.utime(path, (LONG_AGO + seconds, LONG_AGO + seconds))


def nothing():
    """Nothing happens."""


def test_only_new_and_changed_files_of_a_folder_are_given_again(tmp_path):
    write(tmp_path / "b.txt", "Second.")
    write(tmp_path / "a.txt", "First.")
    write(tmp_path / ".hidden.txt", "Hidden.")
    write(tmp_path / "picture.png", "Picture.")
    (tmp_path / "below").mkdir()
    rounds = Rounds(
        nothing,
        lambda: write(tmp_path / "below" / "c.txt", "Third."),
        lambda: write(tmp_path / "a.txt", "First, changed.", 9),
        lambda: write(tmp_path / "b.txt", "Second.", 9),  # touched only
        lambda: (tmp_path / "a.txt").unlink(),
    )
    assert rounds.run(tmp_path) == [["First.", "Second."], [], ["Third."], ["First, changed."], [], []]
    assert rounds.waits == [300.0] * 5


def test_a_file_that_is_still_being_written_waits_for_the_next_round(tmp_path):
    write(tmp_path / "a.txt", "Half of", 100)
    clock = iter([LONG_AGO + 100.5, LONG_AGO + 200.0])
    rounds = Rounds(lambda: write(tmp_path / "a.txt", "Half of it no more.", 101))
    assert rounds.run(tmp_path, now=lambda: next(clock)) == [[], ["Half of it no more."]]


def test_only_new_and_changed_entries_of_a_feed_are_given_again(site):
    for name in ("ferry", "bridge", "tunnel"):
        site.page(f"/{name}", report(f"the {name}"))
    ferry, bridge, tunnel = (
        item(site.url(f"/{name}"), guid=name, summary=name) for name in ("ferry", "bridge", "tunnel")
    )

    def feed(*items):
        site.page("/feed", rss(*items), "application/rss+xml")

    feed(ferry)
    changed = item(site.url("/ferry"), guid="ferry", summary="corrected")
    rounds = Rounds(nothing, lambda: feed(tunnel, bridge, ferry), lambda: feed(changed, bridge))
    endings = [[text.split()[-1] for text in given] for given in rounds.run(site.url("/feed"))]
    assert endings == [["ferry."], [], ["tunnel.", "bridge."], ["ferry."]]


def test_a_feed_that_says_it_is_unchanged_is_not_read(site):
    def answer(handler):
        if handler.headers.get("If-None-Match") == '"1"':
            return 304, {}, b""
        return 200, {"ETag": '"1"', "Content-Type": "application/rss+xml"}, rss(item(summary="One.")).encode()

    site.answers["/feed"] = answer
    assert Rounds(nothing, nothing).run(site.url("/feed")) == [["One."], [], []]
    assert [headers.get("If-None-Match") for _, headers in site.asked] == [None, '"1"', '"1"']


def test_a_feed_that_fails_is_reported_and_tried_again(site):
    rounds = Rounds(lambda: site.page("/feed", rss(item(summary="One.")), "application/rss+xml"))
    first, second = rounds.run(site.url("/feed"))
    assert "404" in first[0]
    assert second == ["One."]


def test_an_entry_that_fails_is_tried_in_three_rounds_even_when_the_feed_is_unchanged(site):
    def feed(handler):
        if handler.headers.get("If-None-Match"):
            return 304, {}, b""
        return 200, {"ETag": '"1"'}, rss(item(site.url("/a"), guid="a"), item(site.url("/b"), guid="b")).encode()

    site.answers["/feed"] = feed
    site.page("/a", report("the ferry"))
    rounds = Rounds(nothing, lambda: site.page("/b", report("the bridge")), nothing)
    counts = [len(given) for given in rounds.run(site.url("/feed"))]
    assert counts == [2, 1, 1, 0]
    assert site.paths().count("/a") == 1
    assert rounds.given[2] == ["The envoy of Norland spoke with the mayor of Holm about the bridge."]


def test_a_page_is_given_again_when_its_words_change(site):
    site.page("/page", report("the ferry"))
    rounds = Rounds(nothing, lambda: site.page("/page", report("the bridge")))
    assert [len(given) for given in rounds.run(site.url("/page"))] == [1, 0, 1]


def test_a_folder_that_is_missing_is_reported_and_the_others_go_on(tmp_path):
    write(tmp_path / "a.txt", "First.")
    (first,) = Rounds().run(tmp_path / "none", tmp_path / "a.txt")
    assert first == ["no such file or folder: check the path", "First."]


def test_ctrl_c_ends_it_quietly(tmp_path):
    write(tmp_path / "a.txt", "First.")

    def interrupt(_):
        raise KeyboardInterrupt

    found = watch([str(tmp_path)], timedelta(seconds=1), read=read_source, sleep=interrupt, now=lambda: LONG_AGO + 99.0)
    assert [document.text for document in found] == ["First."]


def test_an_address_that_goes_on_failing_is_tried_less_and_less_often(site):
    clock = [LONG_AGO]
    rounds = Rounds(*[lambda: clock.__setitem__(0, clock[0] + 300)] * 40)
    given = rounds.run(site.url("/nowhere"), now=lambda: clock[0])
    assert [number for number, found in enumerate(given) if found] == [0, 1, 2, 4, 8, 16, 28, 40]
