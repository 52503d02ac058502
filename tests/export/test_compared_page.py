import re

import msgspec
import pytest
from msgspec.structs import replace

from readout.export.columns import cells
from readout.export.compared import comparisons_json, render_comparisons
from readout.link.comparison import compare
from readout.model.record import Account, Because, Document, Evidence, Topic
from readout.model.span import Span
from readout.model.vocabulary import Channel, Strength

DASH = "\N{EN DASH}"


def account_of(side, *topics):
    return Account(side=side, channel=Channel.WRITTEN_STATEMENT, topics=topics)


@pytest.fixture
def pair(call):
    """Two reports of one call, each with the account of one side; they name other places."""
    told = call.engagements[1]
    first, second = (replace(told, id=f"en-{n}", accounts=told.accounts[n : n + 1], place=place, evidence=Evidence(
        {"place": Because(spans=(Span(0, 7),))})) for n, place in enumerate(("Nairobi", "Oslo")))  # fmt: skip
    return (
        replace(call, engagements=(first,)),
        replace(call, document=replace(call.document, id="doc-2", source_id="oslo.txt", title=None),
                engagements=(second,)),
    )  # fmt: skip


def test_a_shared_topic_has_its_tellings_side_by_side(call):
    lines = render_comparisons(compare([call])).splitlines()
    head = next(line for line in lines if "A KEN" in line)
    row = next(line for line in lines if line.strip().startswith("fishing quota"))
    assert row[head.index("A KEN") :].startswith("1 stressed")
    assert row[head.index("B NOR") :].startswith("2 discussed")


def test_a_topic_of_one_side_stands_under_that_side(call):
    shown = render_comparisons(compare([call]))
    of_kenya = shown.partition("TOLD ONLY BY KEN")[2].partition("TOLD ONLY BY NOR")
    assert "visa rules" in of_kenya[0]
    assert "inspectors" in of_kenya[2]


def test_places_name_no_report_where_there_is_one(call):
    text = call.document.text
    shown = render_comparisons(compare([call])).partition("NOT IN DISPUTE")[0]
    words = [text[int(start) : int(stop)] for start, stop in re.findall(r" \[(\d+):(\d+)\]", shown)]
    assert {"quota for tuna", "tuna quota", "visa rules", "40 inspectors"} <= set(words)


def test_of_two_reports_every_place_names_its_own(pair):
    shown = render_comparisons(compare(pair))
    assert "R2   oslo.txt" in shown
    places = re.findall(r"(R\d)?\[\d+:\d+\]", shown)
    assert len(places) > 6
    assert not re.search(r" {3}\[\d", shown)


def test_a_disagreement_is_flagged_with_what_each_report_says(pair):
    shown = render_comparisons(compare(pair)).partition("DISAGREEMENTS")[2].partition("NOT IN DISPUTE")[0]
    lines = [re.split(r" {2,}", line.strip()) for line in shown.splitlines() if line.strip()]
    assert lines == [["\N{NOT EQUAL TO} place", "R1", "Nairobi", "R1[0:7]"], ["R2", "Oslo", "R2[0:7]"]]


def test_no_disagreement_is_said_to_be_none(call):
    assert f"DISAGREEMENTS  {DASH}" in render_comparisons(compare([call]))


@pytest.mark.parametrize("width", [20, 60, 80, 100, 160])
def test_no_line_is_wider_than_the_terminal(pair, call, width):
    for compared in (compare(pair), compare([call])):
        assert max(map(cells, render_comparisons(compared, width).splitlines())) <= max(width, 60)


def test_more_accounts_than_fit_stand_below_each_other(call):
    engagement = call.engagements[1]
    topic = Topic(label="tuna", spans=(Span(0, 7),), strength=Strength.WARNED)
    many = replace(engagement, accounts=tuple(account_of(side, topic) for side in ("KEN", "NOR", "FIN", "SWE", "DNK")))
    shown = render_comparisons(compare([replace(call, engagements=(many,))]), 80).partition("TOLD BY EVERY SIDE")[2]
    rows = [line.split() for line in shown.splitlines() if "warned" in line]
    assert [row[row.index("warned") - 2] for row in rows] == ["A", "B", "C", "D", "E"]


def test_colour_changes_no_word(call):
    compared = compare([call])
    assert re.sub(r"\x1b\[[\d;]*m", "", render_comparisons(compared, colour=True)) == render_comparisons(compared)


def test_what_would_steer_a_terminal_is_not_shown(call):
    evil = replace(call, document=replace(call.document, title="tuna \x1b[2J"))
    assert "\x1b" not in render_comparisons(compare([evil]))


def test_the_json_has_all_that_was_compared(pair):
    (compared,) = msgspec.json.decode(comparisons_json(compare(pair)))
    assert [answer["value"] for answer in compared["disagreements"][0]["answers"]] == ["Nairobi", "Oslo"]
    assert [report["source_id"] for report in compared["reports"]] == ["calls/tuna.txt", "oslo.txt"]
    assert compared["topics"][0]["tellings"][0]["words"]["spans"]


def test_nothing_compared_is_an_empty_array():
    assert comparisons_json(()) == b"[]"
    assert render_comparisons(()) == ""


def test_a_document_without_names_is_shown_by_its_id(call):
    nameless = replace(call, document=Document(id="doc-9", text=call.document.text))
    assert f"R1   doc-9 · {DASH}" in render_comparisons(compare([nameless]))
