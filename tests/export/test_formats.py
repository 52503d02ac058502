import io
import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from readout.export.formats import FORMATS, export, format_named
from readout.export.withheld import text_hash
from readout.model.errors import InputError
from readout.model.jsonform import from_json, to_json
from tests.export.marked import RECORD, quoted_runs

EXAMPLES = Path(__file__).parents[2] / "examples"
WITHOUT_TEXT = [each.name for each in FORMATS.values() if not each.needs_text]


def written(records, name, **options):
    output = io.BytesIO()
    export(records, name, output, **options)
    return output.getvalue()


@pytest.fixture(scope="module")
def read(reader):
    """Records of examples of the repository, as the reader makes them."""
    paths = sorted(EXAMPLES.glob("*.txt"))[:3]
    return [reader.read(path.read_text(encoding="utf-8")) for path in paths]


@pytest.mark.parametrize("name", WITHOUT_TEXT)
def test_no_five_words_in_a_row_are_exported_without_text(name, call, read):
    for record in (RECORD, call, *read):
        output = written([record], name, without_text=True).decode()
        assert quoted_runs(record.document.text, output) == []
        if record.document.title:
            assert record.document.title.casefold() not in output.casefold()


@pytest.mark.parametrize("name", ["jsonl", "followthemoney", "web-annotation"])
def test_the_same_search_finds_quotations_in_an_export_with_text(name):
    assert quoted_runs(RECORD.document.text, written([RECORD], name).decode())


def test_brat_without_text_is_refused_with_the_remedy():
    with pytest.raises(InputError, match="take the format web-annotation"):
        written([RECORD], "brat", without_text=True)


@pytest.mark.parametrize("name", list(FORMATS))
def test_the_same_records_give_the_same_bytes(name, call, nothing):
    records = [call, nothing, RECORD]
    assert written(records, name) == written(iter(records), name) != b""


@pytest.mark.parametrize("name", list(FORMATS))
def test_no_records_are_a_file_all_the_same(name):
    assert isinstance(written([], name), bytes)


def test_an_unknown_format_is_told_those_there_are():
    with pytest.raises(InputError, match=r"'gpx'.*polecat, icews, .*gexf"):
        format_named("gpx")


def test_json_lines_are_the_records(call, nothing):
    lines = written([call, nothing], "jsonl").splitlines()
    assert [from_json(line) for line in lines] == [call, nothing]
    assert lines[0] == to_json(call)


def test_json_lines_without_text_keep_positions_names_and_a_hash():
    line = written([RECORD], "jsonl", without_text=True)
    document = json.loads(line)["document"]
    assert (document["text"], document["title"]) == ("", None)
    assert document["text_sha256"] == text_hash(RECORD.document)
    assert document["text_length"] == len(RECORD.document.text)
    kept = from_json(line)
    assert [event.trigger for event in kept.events] == [event.trigger for event in RECORD.events]
    assert [actor.mentions for actor in kept.actors] == [actor.mentions for actor in RECORD.actors]
    assert kept.actors[1].name == "Ada Holm"
    assert kept.actors[0].name == "Joint Commission for the…"


def test_a_long_key_is_renamed_wherever_it_stands():
    kept = from_json(written([RECORD], "jsonl", without_text=True))
    key = kept.actors[0].key
    assert key.startswith("act-")
    assert kept.statements[0].addressees == (key, "chair")
    assert kept.events[0].actors == (key,)
    assert [engagement.participants[0] for engagement in kept.engagements] == [key, key, "holm"]
    assert kept.engagements[1].host == "NOR"


def test_a_lone_surrogate_stops_no_export(call):
    broken = replace(call, document=replace(call.document, text=call.document.text.replace("tuna", "tun\ud800")))
    for name in ("followthemoney", "geojson", "icalendar", "gexf", "brat"):
        assert written([broken], name)
