import random
import subprocess
import sys

import pytest

from readout.ingest.page import document_from_page
from readout.model.errors import InputError, UnreadableDocument

SENTENCE = "The envoy of Norland met the mayor of Holm on day {} of the talks and spoke with her about the ferry."


def paragraphs(document):
    return document.text.split("\n\n")


def report(count=4):
    return "".join(f"<p>{SENTENCE.format(number)}</p>" for number in range(count))


def test_an_article_keeps_its_paragraphs_and_loses_what_stands_around_them(page):
    document = document_from_page(page("article"))
    openings = [paragraph.split()[:3] for paragraph in paragraphs(document)]
    assert openings == [
        ["The", "foreign", "ministers"],
        ["“We", "have", "chosen"],
        ["Inspections", "at", "Holm"],
        ["Under", "the", "agreement"],
        ["to", "exchange", "the"],
        ["to", "set", "up"],
        ["This", "is", "a"],
        ["The", "European", "Union"],
    ]
    assert "bridge at Holm." in document.text
    assert "Under the agreement inspectors from both countries are to" in document.text  # words of a link stay


@pytest.mark.parametrize(
    "junk",
    [
        *("cookies", "Home", "World news", "script minister", "Hidden words", "screen readers", "Ten things"),
        *("Reader42", "Copyright", "newsletter", "color: red", "Accept all", "15 March"),
    ],
)
def test_no_junk_of_the_page_gets_into_the_text(page, junk):
    assert junk not in document_from_page(page("article")).text


def test_an_article_tells_what_it_declares(page):
    document = document_from_page(page("article"), url="https://courier.example/amp/river?from=feed")
    assert document.title == "Norland and Sudland agree to reopen the river"
    assert document.published == "2031-03-14"  # the day where it was published, and not of its change
    assert (document.publisher, document.author) == ("The Northern Courier", "Maren Holt")
    assert (document.language, document.encoding) == ("en", "utf-8")
    assert document.url == "https://courier.example/2031/03/river-reopens"
    assert document.source_id == "https://courier.example/amp/river?from=feed"


def test_a_press_release_in_tables_and_boxes_is_read_without_the_menu(page):
    document = document_from_page(page("ministry"))
    assert [paragraph.split()[1] for paragraph in paragraphs(document)] == ["Minister", "Ambassador", "two"]
    assert document.publisher == "Ministry of Foreign Affairs of Norland"
    assert document.published == "2031-04-02"
    assert document.title == "Foreign Minister Brenner meets the Ambassador of Sudland"


def test_json_ld_tells_of_the_article_and_not_of_the_page_or_the_company(page):
    document = document_from_page(page("jsonld"))
    assert document.title == "Sudland recalls its envoy"
    assert document.published == "2031-05-20"
    assert document.publisher == "Strait Times Agency"
    assert document.author == "Lena Ortiz; Tom Bakker"
    assert document.dateline == "SUDHAVEN"
    assert len(paragraphs(document)) == 3


def test_broken_html_loses_no_sentence(page):
    document = document_from_page(page("broken"))
    assert [paragraph.split()[0] for paragraph in paragraphs(document)] == ["The", "A", "Neither", "The"]
    assert "on Monday & discussed" in document.text
    assert document.published is None


def test_paragraphs_parted_by_line_breaks_alone_are_paragraphs(page):
    document = document_from_page(page("breaks"))
    assert [paragraph.split()[0] for paragraph in paragraphs(document)] == ["April", "President", "The", "The"]
    assert "raised the question of the seized boats." in document.text  # the source's own line ends are blanks
    assert document.published == "2031-04-03"  # by the line that holds nothing but a date


def test_preformatted_text_is_parted_at_its_empty_lines(page):
    first, second = paragraphs(document_from_page(page("preformatted")))
    assert first.endswith("the use of the river.")
    assert second.startswith("They agreed to set up a joint commission, which is to meet twice a year, and to")


def test_emphasis_and_links_put_no_blanks_into_sentences():
    short = "<p>He left <b>early</b>, <a href='/x'>she</a> <i>later</i>.</p>"
    assert document_from_page(short).text == "He left early, she later."
    assert "early, she later." in document_from_page(f"<article>{report()}{short}</article>").text


def test_the_date_of_the_caller_wins_over_the_page(page):
    assert document_from_page(page("article"), published="2031-03-15").published == "2031-03-15"
    with pytest.raises(InputError, match="not a date"):
        document_from_page(page("article"), published="Friday")


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta property="article:published_time" content="2031-03-14T22:40:00+0000">', "2031-03-14"),
        ('<meta name="date" content="Fri, 14 Mar 2031 10:00:00 GMT">', "2031-03-14"),
        ('<meta itemprop="datePublished" content="2031/03/14">', "2031-03-14"),
        ('<meta name="DC.date.issued" content="14 March 2031">', "2031-03-14"),
        ('<meta name="date" content="03/04/2031">', None),  # could be two days
        ('<meta name="date" content="soon">', None),
        ('<meta property="article:modified_time" content="2031-03-14">', None),  # when it was changed
        ('<script type="application/ld+json">{"@type": "Event", "datePublished": "2031-01-01"}</script>', None),
    ],
)
def test_only_a_declared_day_is_a_day(head, day):
    html = f"<html><head>{head}</head><body>{report()}<p>Copyright 2029, updated on 1 May 2030.</p></body></html>"
    assert document_from_page(html, url="https://courier.example/2031/03/20/talks").published == day


def test_a_time_element_of_the_article_is_its_day_and_one_of_many_is_none():
    one = f'<article><time datetime="2031-02-03T10:00">Monday</time>{report()}</article>'
    many = f'{report()}<time datetime="2031-02-03">a</time><time datetime="2031-02-04">b</time>'
    assert document_from_page(one).published == "2031-02-03"
    assert document_from_page(many).published is None


def test_a_date_line_with_a_year_is_read_where_the_page_declares_no_day():
    html = f"<article><p>HOLM, March 3, 2031 (NNA) - {SENTENCE.format(1)}</p>{report()}</article>"
    document = document_from_page(html)
    assert (document.published, document.dateline) == ("2031-03-03", "HOLM")


@pytest.mark.parametrize(
    "declared", ["windows-1252", "iso-8859-1", "ascii", "utf-8", "no-such-set", "undefined", "hex", ""]
)
def test_windows_1252_is_read_as_browsers_read_it(declared):
    html = f'<html><head><meta charset="{declared}"></head><body><p>Señor Peña said “no” — twice.</p></body></html>'
    document = document_from_page(html.encode("windows-1252"))
    assert document.text == "Señor Peña said “no” — twice."
    assert document.encoding == "windows-1252"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_bytes_plainly_are_wins_over_what_the_server_calls_them(encoding):
    html = "<html><body><p>Señor Peña said “no” — twice.</p></body></html>"
    document = document_from_page(html.encode(encoding), charset="iso-8859-1")
    assert document.text == "Señor Peña said “no” — twice."


def test_the_character_set_of_the_header_is_used_and_one_damaged_letter_spoils_no_page():
    cyrillic = "<p>Слова министра о переговорах, которые начнутся в понедельник.</p>"
    assert document_from_page(cyrillic.encode("windows-1251"), charset="windows-1251").text.startswith("Слова")
    unmarked = "<p>Words of the envoy.</p>".encode("utf-16-le")
    assert document_from_page(unmarked, charset="utf-16le").text == "Words of the envoy."
    damaged = "<meta charset=utf-8><p>“Señor Peña”, said the “envoy” of Norland.</p>".encode() + b"<p>a\xffb</p>"
    assert "“Señor Peña”" in document_from_page(damaged).text


@pytest.mark.parametrize(
    "html",
    [
        "",
        "  \n",
        "\0\0",
        "<!-- nothing -->",
        "<html></html>",
        "<html><body><p> </p></body></html>",
        "<html><body><div id=app></div><script>start('The minister said no.')</script></body></html>",
    ],
)
def test_a_page_with_nothing_to_read_says_what_to_do(html):
    with pytest.raises(UnreadableDocument, match=r": (?:give the address|if a browser shows one)"):
        document_from_page(html)


def test_a_page_of_3_megabytes_is_read_and_a_text_of_3_megabytes_refused():
    script = "<script>" + "var a = 1;" * 270_000 + "</script>"
    document = document_from_page(f"<html><head>{script}</head><body><article>{report(40)}</article></body></html>")
    assert len(paragraphs(document)) == 40
    with pytest.raises(UnreadableDocument, match="a report has at most"):
        document_from_page("<article>" + report(20_000) + "</article>")


def test_a_thousand_nested_boxes_are_read_and_a_hundred_thousand_do_no_harm():
    document = document_from_page("<div>" * 1_000 + report() + "</div>" * 1_000)
    assert len(paragraphs(document)) == 4
    with pytest.raises(UnreadableDocument):
        document_from_page("<div>" * 100_000 + report() + "</div>" * 100_000)


def test_markup_that_is_no_html_and_plain_words_are_read():
    assert document_from_page(f'<?xml version="1.0" encoding="latin-1"?><html><body>{report()}</body></html>').text
    assert document_from_page("Words of the envoy, without any markup.").text.startswith("Words of the envoy")
    assert document_from_page("<div>Words&#1; of&#0; the<p>envoy</p></div>").text.startswith("Words")
    assert "\ufffd" not in document_from_page("<p>Words\x00 of\x01 the envoy \ud800 of Norland.</p>").text[:9]


def test_a_page_reads_the_same_however_often_it_is_read(page):
    first = [document_from_page(page(name)) for name in ("article", "ministry", "article", "broken")]
    again = [document_from_page(page(name)) for name in ("article", "ministry", "article", "broken")]
    assert first == again
    assert first[0] == first[2]


def test_reading_a_page_says_nothing_on_stderr():
    program = (
        "from readout.ingest.page import document_from_page\n"
        "from readout.model.errors import UnreadableDocument\n"
        "for html in ('<p>Words of the envoy.</p>', '<html><body> </body></html>'):\n"
        "    try: print(document_from_page(html).text)\n"
        "    except UnreadableDocument: print('nothing')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("Words of the envoy.\nnothing\n", "")


@pytest.mark.parametrize("code", [0x0B, 0x0C, 0x1, 0xD800, 0xFFFE])
def test_a_character_that_no_page_may_have_is_a_blank_in_loose_words_too(code):
    words = "The minister met her Kenyan counterpart in Nairobi on Monday and spoke about trade."
    page = f"<html><body><div>Talks&#{code}; were held.{chr(0x0C)} {words}<br><br>{words}</div></body></html>"
    assert words in document_from_page(page.encode()).text


def test_a_page_of_random_bytes_is_refused():
    with pytest.raises(UnreadableDocument, match="a binary file"):
        document_from_page(random.Random(7).randbytes(20_000))
