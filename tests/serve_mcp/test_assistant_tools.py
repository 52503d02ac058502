"""What the tools answer, asked through the protocol."""

import json

import msgspec
import pytest
from jsonschema import Draft202012Validator

from readout.model.record import Account, Topic
from readout.model.span import Span
from readout.serve.assistant.arguments import RecordOf
from readout.serve.assistant.records import give_record
from tests.serve_mcp.written import LONG, MANY, OSLO, from_oslo, from_santiago, long_one

NORWEGIAN, CHILEAN, BIG = from_oslo(), from_santiago(), long_one()
MOST_BYTES = 64_000  # with what stands around the rows
CALLS = (
    ("search", {}),
    ("search", {"what": "statements", "words": "quotas"}),
    ("search", {"what": "events", "types": ["CONSULT"]}),
    ("search", {"what": "engagements", "between": ["NOR", "CHL"]}),
    ("record", {"id": NORWEGIAN.document.id, "parts": ["text", "actors", "statements", "events", "engagements"]}),
    ("record", {"id": NORWEGIAN.document.id, "form": "pretty"}),
    ("compare", {"ids": [NORWEGIAN.document.id, CHILEAN.document.id]}),
    ("compare", {"ids": [NORWEGIAN.document.id, CHILEAN.document.id], "form": "pretty"}),
    ("timeline", {"one": "NOR", "other": "CHL"}),
    ("who", {}),
    ("statistics", {}),
)


def quotations(value):
    """All that have a place in a report, however deep."""
    if isinstance(value, dict):
        if {"report", "span", "words"} <= value.keys():
            yield value
        for each in value.values():
            yield from quotations(each)
    elif isinstance(value, list):
        for each in value:
            yield from quotations(each)


@pytest.mark.parametrize(("tool", "arguments"), CALLS)
def test_every_answer_keeps_to_the_schemas_of_its_tool(assistant, tool, arguments):
    offered = {each.name: each for each in assistant.do("list_tools").tools}[tool]
    Draft202012Validator(offered.input_schema).validate(arguments)
    answer = assistant.call(tool, **arguments)
    assert answer
    Draft202012Validator(offered.output_schema).validate(answer)


def test_the_text_of_an_answer_is_its_structured_content(assistant):
    result = assistant.do("call_tool", "search", {"words": "shipping"})
    assert json.loads(result.content[0].text) == result.structured_content


def test_a_search_finds_by_words_and_filters_newest_first(assistant):
    found = assistant.call("search", words="shipping")
    assert {row["id"] for row in found["rows"]} == {NORWEGIAN.document.id, CHILEAN.document.id}
    only = assistant.call("search", words="shipping", publisher="CHL")
    assert [row["id"] for row in only["rows"]] == [CHILEAN.document.id]
    days = [row["published"] for row in assistant.call("search")["rows"]]
    assert days == ["2021-04-12", "2021-03-10", "2021-03-09"]


def test_pages_give_every_row_once(assistant):
    seen, after = [], None
    while True:
        page = assistant.call("search", what="statements", limit=25, after=after)
        seen += [row["id"] for row in page["rows"]]
        if "next" not in page:
            break
        after = page["next"]
    assert len(seen) == len(set(seen)) == MANY + 2


def test_the_place_of_a_row_is_that_of_its_words(assistant):
    (row,) = assistant.call("search", what="statements", words="salmon")["rows"]
    assert OSLO[row["start"] : row["stop"]] == row["words"] == "that salmon quotas must be kept"
    assert row["report"] == NORWEGIAN.document.id


def test_long_words_are_cut_and_a_note_says_how_to_get_the_rest(assistant):
    answer = assistant.call("search", what="statements", words="herring", limit=3)
    assert all(len(row["words"]) == 400 and row["words"].endswith("...") for row in answer["rows"])
    assert "`record`" in answer["notes"][0]
    row = answer["rows"][0]
    whole = assistant.call(
        "record", id=row["report"], parts=["text"], text_from=row["start"], text_length=row["stop"] - row["start"]
    )
    assert whole["text"]["words"] == LONG[row["start"] : row["stop"]]


def test_what_assistants_send_instead_of_lists_numbers_and_nothing_is_read(assistant):
    answer = assistant.call("search", what="statements", actors='["NOR"]', limit="1", channel=None)
    assert len(answer["rows"]) == 1


def test_every_quotation_of_a_record_is_in_the_text_at_its_place(assistant):
    answer = assistant.call("record", id=NORWEGIAN.document.id)
    quoted = list(quotations(answer))
    assert len(quoted) > 8
    for quotation in quoted:
        start, end = quotation["span"]
        assert quotation["report"] == NORWEGIAN.document.id
        assert OSLO[start:end] == quotation["words"]
    assert answer["statements"][0]["speakers"][0]["name"] == "Kari Dahl"
    assert "text" not in answer


def test_the_id_of_an_event_gives_that_event_alone(assistant):
    answer = assistant.call("record", id=NORWEGIAN.events[0].id)
    assert [event["id"] for event in answer["events"]] == [NORWEGIAN.events[0].id]
    assert "statements" not in answer
    assert answer["report"]["id"] == NORWEGIAN.document.id


def test_the_beginning_of_an_id_will_do(assistant):
    assert assistant.call("record", id=BIG.document.id[:12], parts=["actors"])["report"]["id"] == BIG.document.id


def test_a_long_text_comes_piece_by_piece(assistant):
    pieces = []
    while sum(map(len, pieces)) < len(LONG):
        begin = sum(map(len, pieces))
        answer = assistant.call("record", id=BIG.document.id, parts=["text"], text_from=begin, text_length=20_000)
        pieces.append(answer["text"]["words"])
    assert "".join(pieces) == LONG
    assert "notes" not in answer
    past = assistant.call("record", id=BIG.document.id, parts=["text"], text_from=len(LONG))
    assert "text" not in past
    assert str(len(LONG)) in past["notes"][0]


def test_the_items_of_a_long_record_come_page_by_page(assistant):
    seen = []
    while len(seen) < MANY:
        answer = assistant.call("record", id=BIG.document.id, parts=["statements"], first=len(seen), limit=100)
        assert len(json.dumps(answer)) < MOST_BYTES
        seen += [statement["id"] for statement in answer["statements"]]
    assert seen == [statement.id for statement in BIG.statements]
    assert answer["counts"]["statements"] == MANY


def test_one_item_with_very_many_quotations_has_shorter_ones():
    topics = tuple(Topic(label=f"point {at}", spans=(Span(at, at + 5_000),)) for at in range(150))
    engagement = msgspec.structs.replace(NORWEGIAN.engagements[0], accounts=(Account(side="NOR", topics=topics),))
    record = msgspec.structs.replace(BIG, engagements=(engagement,))
    given = give_record(record, RecordOf(id=BIG.document.id))
    assert len(msgspec.json.encode(given)) < MOST_BYTES
    quoted = given.engagements[0].accounts[0].topics[-1].quotations[0]
    assert quoted.cut
    assert (quoted.words, quoted.span) == (LONG[149:229], Span(149, 5_149))


def test_a_page_too_big_for_one_answer_ends_sooner_and_goes_on(assistant):
    first = assistant.call("search", what="statements", limit=100)
    rest = assistant.call("search", what="statements", limit=100, after=first["next"])
    assert any("one answer holds" in note for note in first["notes"])
    assert len(json.dumps(first)) < MOST_BYTES
    assert len({row["id"] for row in (*first["rows"], *rest["rows"])}) == MANY + 2


def test_a_record_laid_out_is_bounded_and_says_what_is_missing(assistant):
    result = assistant.do("call_tool", "record", {"id": BIG.document.id, "form": "pretty"})
    pretty = result.structured_content["pretty"]
    assert "Kari Dahl" in pretty
    assert BIG.document.id in result.content[0].text
    assert result.content[0].text.startswith(pretty)
    assert len(pretty) <= 20_000


def test_two_reports_of_a_call_are_compared(assistant):
    answer = assistant.call("compare", ids=[NORWEGIAN.engagements[0].id, CHILEAN.document.id])
    (comparison,) = answer["comparisons"]
    assert comparison["sides"] == ["NOR", "CHL"]
    assert {report["document"] for report in comparison["reports"]} == {NORWEGIAN.document.id, CHILEAN.document.id}
    telling = comparison["topics"][0]["tellings"][0]
    ((start, end),) = telling["words"]["spans"]
    assert OSLO[start:end] == telling["words"]["words"][0]


def test_a_comparison_laid_out_has_both_sides(assistant):
    answer = assistant.call("compare", ids=[NORWEGIAN.document.id, CHILEAN.document.id], form="pretty")
    assert "Norway (NOR)" in answer["pretty"]
    assert "Chile (CHL)" in answer["pretty"]
    assert answer["notes"] == [f"comparison 1: R1 is {NORWEGIAN.document.id}, R2 is {CHILEAN.document.id}"]


def test_a_timeline_has_the_days_of_both_in_the_order_asked_for(assistant):
    rows = assistant.call("timeline", one="NOR", other="CHL", kinds=["engagement"], oldest_first=True)["rows"]
    assert [row["id"] for row in rows] == [NORWEGIAN.engagements[0].id, CHILEAN.engagements[0].id]
    page = assistant.call("timeline", one="Luis Rojas", limit=1)
    assert page["rows"] != assistant.call("timeline", one="Luis Rojas", limit=1, after=page["next"])["rows"]


def test_who_finds_an_actor_by_a_part_of_the_name(assistant):
    (row,) = assistant.call("who", name="dahl", kind="person")["rows"]
    assert (row["name"], row["country"], row["reports"]) == ("Kari Dahl", "NOR", 3)


def test_statistics_count_the_reports(assistant):
    counts = {row["what"]: row["count"] for row in assistant.call("statistics")["rows"] if "value" not in row}
    assert (counts["reports"], counts["statements"]) == (3, MANY + 2)


@pytest.mark.parametrize(
    ("tool", "arguments", "says"),
    [
        ("search", {"speakers": ["NOR"]}, ["`speakers`", "speaker", "words"]),
        ("search", {"what": "people"}, ["'people'", "engagements, events, reports, statements"]),
        ("search", {"what": "events", "types": ["WAR"]}, ["'WAR'", "ASSAULT"]),
        ("search", {"realis": ["actual"]}, ["realis", "events"]),
        ("search", {"limit": 101}, ["<= 100", "limit"]),
        ("search", {"limit": 0}, [">= 1", "limit"]),
        ("search", {"after": "soon"}, ["'soon'", "`next`"]),
        ("search", {"since": "March"}, ["'March'", "YYYY-MM-DD"]),
        ("search", {"between": ["NOR"]}, ["length 2", "between"]),
        ("search", {"actors": "NOR"}, ["`array`", "actors"]),
        ("record", {}, ["`id`"]),
        ("record", {"id": "doc-none"}, ["'doc-none'"]),
        ("record", {"id": NORWEGIAN.document.id, "parts": ["poems"]}, ["'poems'", "statements"]),
        ("compare", {"ids": []}, [">= 1"]),
        ("compare", {"ids": [NORWEGIAN.document.id]}, ["nothing to compare", "search for engagements"]),
        ("compare", {"ids": [NORWEGIAN.statements[0].id]}, [NORWEGIAN.statements[0].id, "engagements"]),
        ("timeline", {"one": "Nobody At All"}, ["'Nobody At All'"]),
        ("timeline", {"one": "NOR", "kinds": ["war"]}, ["war", "engagement, event, statement"]),
        ("who", {"kind": "animal"}, ["'animal'", "person"]),
        ("statistics", {"of": "events"}, ["`of`"]),
    ],
)
def test_a_wrong_call_says_what_is_wrong_and_what_would_be_right(assistant, tool, arguments, says):
    message = assistant.error(tool, **arguments)
    assert message.startswith(f"{tool}: ")
    assert all(part in message for part in says), message
    assert "Traceback" not in message
