import re
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from readout.export.html import record_html
from readout.model.errors import SpanError
from readout.model.record import Actor, Document, Record
from readout.model.span import Span
from readout.model.vocabulary import ActorKind

DASH = "\N{EN DASH}"


class Page(HTMLParser):
    """What a browser would read: the report's text, its marked stretches, ids, links, table rows."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.tags: list[str] = []
        self.text = ""
        self.marked: list[tuple[str, set[str]]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.rows: list[list[str]] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.open.append((tag, attributes))
        self.tags.append(tag)
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if "href" in attributes:
            self.links.append(attributes["href"])
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        if any(tag in {"td", "th"} for tag, _ in self.open):
            self.rows[-1][-1] += data
        classes = [(attributes.get("class") or "").split() for _, attributes in self.open]
        if ["readout-text"] in classes:
            self.text += data
            self.marked.append((data, set(classes[-1]) - {"readout-text"}))


def mentioned(text: str, *spans: Span, name: str = "Ada") -> Record:
    actor = Actor(key="a", name=name, kind=ActorKind.PERSON, mentions=spans)
    return Record(document=Document(id="doc", text=text), actors=(actor,))


def test_the_text_of_the_report_is_there_unchanged(call):
    assert Page(record_html(call)).text == call.document.text


def test_every_tag_is_closed(call):
    assert Page(record_html(call)).open == []


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("took a call", {"readout-trigger"}),
        ("Lars Berg", {"readout-actor"}),
        ("thanked", {"readout-cue"}),
        ("stressed", {"readout-cue", "readout-content"}),
    ],
)
def test_words_are_marked_as_all_that_they_are(call, words, kinds):
    marked = [found for shown, found in Page(record_html(call)).marked if words in shown]
    assert kinds in marked


@given(st.text(min_size=1, max_size=60), st.data())
def test_marks_may_overlap_and_nest_in_any_way(text, data):
    starts = st.integers(0, len(text) - 1)
    spans = data.draw(st.lists(starts.flatmap(lambda a: st.integers(a + 1, len(text)).map(lambda b: Span(a, b)))))
    page = Page(record_html(mentioned(text, *spans)))
    covered = {index for span in spans for index in range(span.start, span.stop)}
    marked = [bool(kinds) for words, kinds in page.marked for _ in words]
    assert len(page.text) == len(text)
    assert marked == [index in covered for index in range(len(text))]


def test_nothing_of_a_report_becomes_markup():
    text = '<script>alert("x")</script> & <b>'
    page = Page(record_html(mentioned(text, Span(0, 8), name='<img src=x onerror="y">')))
    assert page.text == text
    assert not {"script", "img", "b"} & set(page.tags)
    assert ['<img src=x onerror="y">', "person"] in [row[:2] for row in page.rows]


def test_every_place_is_a_link_to_its_words(call):
    page = Page(record_html(call))
    assert page.links
    assert {link.removeprefix("#") for link in page.links} == set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_the_accounts_stand_side_by_side(call):
    rows = Page(record_html(call)).rows
    (head,) = [row for row in rows if row[:2] == ["told by", "topic"]]
    assert head[2:] == ["Kenya (KEN), written statement, S1, S2", "Norway (NOR), written statement, S3"]
    (quota,) = [row for row in rows if "fishing quota" in row]
    assert quota[0] == "both"
    assert [cell.split(" [")[0] for cell in quota[2:]] == ["1. stressed", "2. discussed"]
    (visa,) = [row for row in rows if "visa rules" in row]
    assert [visa[0].replace("\N{NO-BREAK SPACE}", " "), visa[3]] == ["only KEN", DASH]


def test_an_event_names_who_claims_it(call):
    (row,) = [row for row in Page(record_html(call)).rows if row[:2] == ["E2", "AID"]]
    assert row[3:] == [
        f"Lars Berg → {DASH}", "“promised”, 40 inspectors", DASH, "future", "Lars Berg (S3)",
        "[{0.start}:{0.stop}]".format(call.events[1].trigger),
    ]  # fmt: skip


def test_the_style_touches_nothing_else_in_the_notebook(call):
    style = re.search("<style>(.*)</style>", record_html(call), re.DOTALL)[1]
    selectors = [selector.strip() for rule in re.findall(r"([^{}]+)\{", style) for selector in rule.split(",")]
    assert [it for it in selectors if not it.startswith((".readout-record", "@media (prefers-color-scheme"))] == []


def test_nothing_is_loaded_from_elsewhere(call):
    assert not re.search(r"<script|<link|https?:|@import|url\(|\bsrc=", record_html(call))


def test_a_record_with_nothing_in_it_is_a_page(nothing):
    page = Page(record_html(nothing))
    assert page.open == []
    assert page.rows == []


def test_controls_do_not_shift_the_words():
    text = "a\x00b\x1bc\ud800d"
    page = Page(record_html(mentioned(text, Span(6, 7))))
    assert page.text == "a\ufffdb\ufffdc\ufffdd"
    assert ("d", {"readout-actor"}) in page.marked


def test_a_span_past_the_text_is_refused():
    with pytest.raises(SpanError, match="runs past a text of 5 characters"):
        record_html(mentioned("short", Span(0, 9)))


def test_a_document_id_cannot_break_a_link(call):
    document = msgspec.structs.replace(call.document, id='x" onclick="y z')
    page = Page(record_html(msgspec.structs.replace(call, document=document)))
    assert {link.removeprefix("#") for link in page.links} == set(page.ids)
    assert not [identifier for identifier in page.ids if re.search(r"[\s\"]", identifier)]
