import json

import pytest

from readout.export.webannotation import export_web_annotation
from tests.export.marked import RECORD


def page(*records, **options):
    return json.loads("".join(export_web_annotation(records, **options)))


def selectors(annotations):
    return [target["selector"] for annotation in annotations for target in annotation["target"]]


def test_selectors_give_the_words_of_the_text(call):
    for record in (call, RECORD):
        text = record.document.text
        found = selectors(page(record)["items"])
        assert len(found) > 10
        for position, quote in found:
            start, end = position["start"], position["end"]
            assert text[start:end] == quote["exact"] != ""
            assert text[:start].endswith(quote["prefix"])
            assert text[end:].startswith(quote["suffix"])


def test_every_span_of_the_record_is_a_target():
    found = {(position["start"], position["end"]) for position, _ in selectors(page(RECORD)["items"])}
    spans = [span for actor in RECORD.actors for span in actor.mentions]
    for statement in RECORD.statements:
        spans += [*statement.cue, *statement.content, *statement.speaker_spans]
    spans += [item.trigger for item in (*RECORD.events, *RECORD.engagements)]
    assert {(span.start, span.stop) for span in spans} <= found


def test_annotations_have_what_the_model_requires(call):
    found = page(call, RECORD)
    assert found["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert found["type"] == "AnnotationPage"
    assert found["partOf"]["total"] == len(found["items"])
    ids = [annotation["id"] for annotation in found["items"]]
    assert len(ids) == len(set(ids))
    for annotation in found["items"]:
        assert annotation["type"] == "Annotation"
        assert annotation["target"]
        assert annotation["motivation"] in ("identifying", "describing", "classifying")
        assert annotation["body"][0]["value"]


def test_bodies_tell_actors_statements_events_and_engagements(call):
    bodies = [annotation["body"][1] for annotation in page(call)["items"]]
    assert {body["type"] for body in bodies} == {
        f"readout:{kind}" for kind in ("Actor", "Statement", "Event", "Engagement")
    }
    (event,) = [body for body in bodies if body["id"] == "urn:readout:ev-a"]
    assert (event["readout:event_type"], event["readout:cameo"]) == ("CONSULT", "041")


def test_without_text_only_positions_select():
    for found in selectors(page(RECORD, without_text=True)["items"]):
        assert [selector["type"] for selector in found] == ["TextPositionSelector"]


def test_the_page_is_named_by_what_is_in_it(call):
    assert page(call)["id"] == page(call)["id"] != page(RECORD)["id"]


@pytest.mark.parametrize("without_text", [False, True])
def test_a_record_with_nothing_is_an_empty_page(nothing, without_text):
    assert page(nothing, without_text=without_text)["items"] == []
