import re
import sys
import unicodedata

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from readout.export.pretty import render
from readout.model.errors import SpanError
from readout.model.record import Actor, Document, Record, Statement
from readout.model.span import Span
from readout.model.vocabulary import ActorKind, Form

PLACE = re.compile(r"\[(\d+):(\d+)\]")
DASH, TIMES = "\N{EN DASH}", "\N{MULTIPLICATION SIGN}"
ANSI = re.compile(r"\x1b\[[\d;]*m")


def line_with(shown: str, words: str) -> str:
    """The only line of `shown` that has these words."""
    (line,) = [line for line in shown.splitlines() if words in line]
    return line


def words_at_end(line: str, record: Record) -> list[str]:
    """The words of the report at the places with which a line ends."""
    ending = re.search(r"(?: {2,}|^)((?:\[\d+:\d+\] ?)+)$", line)
    assert ending, f"no place at the end of {line!r}"
    return [record.document.text[int(start) : int(stop)] for start, stop in PLACE.findall(ending[1])]


def quoting(text: str, content: Span, form: Form = Form.DIRECT, name: str = "Ada") -> Record:
    """A record with one statement about the whole of which only the content matters."""
    actor = Actor(key="a", name=name, kind=ActorKind.PERSON)
    statement = Statement(id="st", speakers=("a",), speaker_spans=(), cue=(Span(0, 1),), content=(content,), form=form)
    return Record(document=Document(id="doc", text=text), actors=(actor,), statements=(statement,))


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        ("Phone call, held", "took a call"),
        ("when          2031-03-04", "Tuesday"),
        ("Amina Odhiambo, Foreign Minister, Kenya (KEN)", "Foreign Minister Amina Odhiambo"),
        ("visa rules  ", "visa rules"),
        ("Lars Berg → Kenya thanked", "thanked"),
        ("       for its patience", "for its patience"),
        ("“took a call”", "took a call"),
        ("40 inspectors", "40 inspectors"),
        ("claimed by Lars Berg (S3)", "thanked"),
        ("Bergen", "Bergen"),
    ],
)
def test_a_line_ends_with_the_place_of_its_words(call, shown, words):
    line, *_ = [line for line in render(call).splitlines() if shown in line]
    assert words_at_end(line, call) == [words]


def test_the_sections_run_from_the_news_to_the_background(call):
    heads = [line for line in render(call).splitlines() if line.isupper()]
    assert heads == ["ENGAGEMENTS", "ACTORS", "STATEMENTS", "EVENTS", "BACKGROUND ENGAGEMENTS"]


def test_the_heading_tells_title_source_date_dateline_and_language(call):
    title, facts, legend = render(call).splitlines()[:3]
    assert title == "Ministers speak about tuna"
    assert facts == "calls/tuna.txt · published 2031-03-05 · dateline NAIROBI · language en"
    assert legend.startswith("[start:end]")


def test_what_both_sides_tell_stands_apart_from_what_one_does(call):
    shown = render(call).partition("told by")[2]
    rows = {re.split(r" {2,}", line.strip())[0:2][-1]: line for line in shown.splitlines()[1:4]}
    assert re.split(r" {2,}", rows["fishing quota"].strip())[:4] == [
        "both", "fishing quota", "stressed", "discussed",
    ]  # fmt: skip
    assert words_at_end(rows["fishing quota"], call) == ["quota for tuna", "tuna quota"]
    assert re.split(r" {2,}", rows["visa rules"].strip())[:4] == ["only KEN", "visa rules", "raised", DASH]
    assert re.split(r" {2,}", rows["inspectors"].strip())[:4] == ["only NOR", "inspectors", DASH, "discussed"]


def test_the_columns_of_sides_are_aligned(call):
    lines = render(call).partition("told by")[2].splitlines()
    heads = " " * len("       told by") + lines[0]
    assert [lines[row][heads.index("KEN")] != " " for row in (1, 2, 3)] == [True] * 3
    assert [lines[row][heads.index("NOR") - 1] for row in (1, 2, 3)] == [" "] * 3


def test_an_account_gives_its_topics_in_the_order_of_telling(call):
    account = render(call).partition("Account of Norway (NOR), written statement: S3")[2]
    assert [line.split()[:2] for line in account.splitlines()[1:3]] == [["1", "inspectors"], ["2", "fishing"]]


def test_one_side_alone_is_not_compared(call):
    engagement = call.engagements[1]
    alone = msgspec.structs.replace(engagement, accounts=engagement.accounts[:1])
    assert "told by" not in render(msgspec.structs.replace(call, engagements=(alone,)))


def test_a_date_taken_from_the_publication_says_so(call):
    line = line_with(render(call), "2031-03-05 (")
    assert line.split("when")[1].strip() == "2031-03-05 (the day of publication; the text gives none)"


def test_an_unknown_initiator_is_a_dash(call):
    background = render(call).partition("BACKGROUND")[2]
    assert line_with(background, "initiated by").split() == ["initiated", "by", DASH]


def test_direct_words_stand_in_typographic_quotation_marks_on_one_line(call):
    assert "“The quota for tuna is settled”" in render(call)


def test_indirect_words_have_no_quotation_marks(call):
    assert line_with(render(call), "for its patience").split("[")[0].strip() == "for its patience"


def test_a_nested_statement_names_the_one_it_is_in(call):
    assert "phone call · assert · direct · in S1" in line_with(render(call), "Amina Odhiambo stressed")


def test_long_words_of_a_speaker_are_shortened_inside_their_quotation_marks():
    text = '"' + "again and again " * 80 + '"'
    shown = render(quoting(text, Span(0, len(text))))
    assert shown.count("“") == shown.count("”") == 1
    assert "again…”" in shown or "and…”" in shown


def test_an_actor_is_shown_with_office_country_sectors_and_number_of_mentions(call):
    line = line_with(render(call), f"5 {TIMES}")
    assert re.split(r" {2,}", line.strip())[:5] == [
        "Amina Odhiambo", "Foreign Minister", "Kenya (KEN)", "GOV", f"5 {TIMES}",
    ]  # fmt: skip


def test_a_code_that_names_no_state_stands_alone(call):
    body = Actor(key="u", name="United Nations", kind=ActorKind.ORGANISATION, country="IGO")
    line = line_with(render(msgspec.structs.replace(call, actors=(body,))), "United Nations")
    assert re.split(r" {2,}", line.strip())[:3] == ["United Nations", "organisation", "IGO"]


def test_a_record_with_nothing_in_it_has_its_sections(nothing):
    shown = render(nothing)
    assert shown.startswith("doc-0\n")
    assert [line for line in shown.splitlines() if line.isupper()] == [
        f"ENGAGEMENTS  {DASH}", f"ACTORS  {DASH}", f"STATEMENTS  {DASH}", f"EVENTS  {DASH}",
    ]  # fmt: skip


def test_a_report_cannot_steer_the_terminal():
    text = "\x1b[2Jgone\x07 \u202ebackwards \x9b31m"
    shown = render(quoting(text, Span(0, len(text)), name="A\x1b]0;title\x07"))
    assert not [
        character for character in shown if character != "\n" and unicodedata.category(character) in {"Cc", "Cs"}
    ]
    assert "\u202e" not in shown


def test_colour_changes_nothing_but_colour(call):
    painted = render(call, colour=True)
    assert "\x1b[" in painted
    assert ANSI.sub("", painted) == render(call)


def test_without_colour_rich_is_not_needed(call, monkeypatch):
    monkeypatch.setitem(sys.modules, "rich.style", None)
    assert "Phone call" in render(call)


def test_a_span_past_the_text_is_refused():
    with pytest.raises(SpanError, match=r"\[0, 9\) runs past a text of 5 characters"):
        render(quoting("short", Span(0, 9)))


def test_wide_characters_count_double():
    text = "外" * 100
    shown = render(quoting(text, Span(0, len(text)), Form.INDIRECT), width=80)
    longest = max(line.count("外") for line in shown.splitlines())
    assert 20 < longest < 40


@given(st.text(min_size=1, max_size=400), st.integers(40, 160), st.sampled_from(Form), st.text(max_size=90))
def test_no_line_is_wider_than_the_terminal(text, width, form, name):
    shown = render(quoting(text, Span(0, len(text)), form, name), width=width)
    assert max(map(cells, shown.splitlines())) <= max(width, 60)


@pytest.mark.parametrize("width", [60, 72, 80, 100, 200])
@pytest.mark.parametrize("sides", [2, 5, 9])
def test_many_sides_fit_a_narrow_terminal(call, width, sides):
    engagement = call.engagements[1]
    accounts = [
        msgspec.structs.replace(engagement.accounts[number % 2], side=f"{chr(65 + number)}ZZ")
        for number in range(sides)
    ]
    told = msgspec.structs.replace(engagement, accounts=tuple(accounts))
    shown = render(msgspec.structs.replace(call, engagements=(told,)), width=width)
    assert max(map(cells, shown.splitlines())) <= width
    assert {account.side for account in accounts} <= set(re.findall(r"\w+", shown.partition("told by")[2]))


def cells(line: str) -> int:
    """Cells of a terminal, the plain way."""
    visible = [character for character in line if unicodedata.category(character) not in {"Mn", "Me", "Cf"}]
    return sum(2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1 for character in visible)
