from functools import partial

import pytest

from readout.ingest import Failure
from readout.ingest.feed import documents_of_feed, entries_of_feed, is_feed
from readout.ingest.web import fetch, read_url
from readout.model.record import Document
from tests.ingest_web.feeds import item, report, rss

FEED = "https://courier.example/feed"
LONG = "".join(
    f"<p>On day {number} the envoy of Norland spoke with the mayor of Holm about the ferry.</p>" for number in range(9)
)
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Norland Press Office</title>
<entry><id>tag:norland.example,2031:1</id><title type="html">The &lt;em&gt;ferry&lt;/em&gt; sails</title>
<link rel="alternate" href="/ferry"/>
<published>2031-03-14T23:30:00-05:00</published><updated>2031-03-16T00:00:00Z</updated>
<author><name>Ada Brenner</name></author><author><name>Per Lind</name></author>
<content type="html">&lt;p&gt;First paragraph of the envoy.&lt;/p&gt;
&lt;script&gt;alert(1)&lt;/script&gt;&lt;p&gt;Second &amp;amp; last.&lt;/p&gt;</content>
</entry></feed>"""

allowed = partial(fetch, allow_private=True)


def of_feed(text, **named):
    return list(documents_of_feed(text.encode(), FEED, **named))


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"<rss version='2.0'>", True),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- made by hand -->\n<feed xmlns='http://www.w3.org/2005/Atom'>", True),
        (b'<rdf:RDF xmlns="http://purl.org/rss/1.0/">', True),
        (b"<html><body><rss></rss></body></html>", False),
        (b"<p>A feed of <rss> words", False),
        (b"The <feed> of the horses", False),
        (b"", False),
    ],
)
def test_a_feed_is_known_by_its_root(head, expected):
    assert is_feed(head) is expected


def test_entries_are_fetched_and_what_their_pages_do_not_say_is_the_feed_s(site):
    site.page("/one", report("the ferry"))
    site.page("/two", '<meta property="article:published_time" content="2031-03-12">' + report("the bridge"))
    site.page("/feed", rss(item(site.url("/one")), item("/two", title="Bridge talks")), "application/rss+xml")
    one, two = read_url(site.url("/feed"), allow_private=True)
    assert one.text == "The envoy of Norland spoke with the mayor of Holm about the ferry."
    assert (one.title, one.published) == ("Ferry talks", "2031-03-14")
    assert (one.author, one.publisher) == ("Maren Holt", "The Northern Courier")
    assert (one.source_id, one.url) == (site.url("/one"), site.url("/one"))
    assert (two.published, two.url) == ("2031-03-12", site.url("/two"))


def test_an_entry_that_fails_is_a_failure_in_its_place(site):
    site.page("/one", report("the ferry"))
    site.page("/empty", "<html></html>")
    feed = rss(item(site.url("/gone")), item(site.url("/one")), item(site.url("/empty")), item("ftp://x.example/y"))
    found = of_feed(feed, fetch=allowed)
    assert [type(each) for each in found] == [Failure, Document, Failure, Failure]
    assert [found[0].source, found[2].source] == [site.url("/gone"), site.url("/empty")]
    assert "404" in str(found[0].error)


def test_no_entry_leads_into_a_private_network(site):
    site.page("/one", report("the ferry"))
    (found,) = of_feed(rss(item(site.url("/one"))), fetch=fetch)
    assert "private network" in str(found.error)
    assert site.asked == []


def test_an_entry_with_all_of_its_report_is_not_fetched_and_a_teaser_is(site):
    site.page("/two", report("the bridge"))
    teaser = LONG + "<p>Read more</p>"
    whole, fetched = of_feed(
        rss(item(site.url("/one"), content=LONG), item(site.url("/two"), content=teaser)), fetch=allowed
    )
    assert site.paths() == ["/two"]
    assert len(whole.text.split("\n\n")) == 9
    assert fetched.text.endswith("about the bridge.")


def test_without_fetching_the_words_of_the_feed_are_read():
    plain, html, none = of_feed(
        rss(
            item(summary="The envoy of Norland left."),
            item("/a", summary="&lt;p&gt;He left &lt;b&gt;early&lt;/b&gt;.&lt;/p&gt;"),
            item("/b"),
        )
    )
    assert (plain.text, plain.source_id) == ("The envoy of Norland left.", f"{FEED}: entry 1")
    assert (html.text, html.url) == ("He left early.", "https://courier.example/a")
    assert (html.title, html.published, html.author) == ("Ferry talks", "2031-03-14", "Maren Holt")
    assert "have its page fetched" in str(none.error)


def test_atom_is_read_with_its_authors_and_the_day_of_publication():
    (document,) = of_feed(ATOM)
    assert document.text == "First paragraph of the envoy.\n\nSecond & last."
    assert (document.title, document.published) == ("The ferry sails", "2031-03-14")
    assert (document.author, document.publisher) == ("Ada Brenner; Per Lind", "Norland Press Office")
    assert document.url == "https://courier.example/ferry"


def test_the_date_of_the_caller_is_for_entries_without_one():
    dated, undated = of_feed(
        rss(item("/a", summary="One."), item("/b", summary="Two.", day="")), published="2031-01-01"
    )
    assert (dated.published, undated.published) == ("2031-03-14", "2031-01-01")


def test_a_link_that_stands_twice_is_read_once():
    entries = entries_of_feed(rss(item("/a", summary="One."), item("/b"), item("/a", summary="Again.")).encode(), FEED)
    assert [entry.content for entry in entries] == ["One.", ""]


@pytest.mark.parametrize(
    "text", ["<rss", "<rss>&#9999999; & <", "<rss><channel></channel></rss>", "", "https://courier.example/feed"]
)
def test_a_feed_without_entries_says_so(text):
    (failure,) = of_feed(text)
    assert failure.source == FEED
    assert "try again later" in str(failure.error)


def test_a_feed_opens_no_file_and_unfolds_no_entity():
    outside = '<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/hosts">]>' + rss(item("/a", summary="One &e; two."))[38:]
    assert "localhost" not in "".join(getattr(each, "text", "") for each in of_feed(outside))
    letters = '<!ENTITY a0 "lol">' + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(8))
    bomb = f"<!DOCTYPE r [{letters}]>" + rss(item("/a", summary="&a8;"))[38:]
    assert all(len(getattr(each, "text", "")) < 1_000 for each in of_feed(bomb))


def test_a_damaged_feed_gives_the_entries_that_it_has():
    (document,) = of_feed(rss(item("/a", summary="One & only < all."))[:-20])
    assert document.text.startswith("One & only")
