import io
import re
import zipfile
from itertools import pairwise
from typing import NamedTuple

import pytest

from readout.export.brat import export_brat, write_brat, zip_brat
from tests.export.marked import RECORD


class Standoff(NamedTuple):
    """One .ann file, as its specification says to read it."""

    bounds: dict
    relations: dict
    events: dict
    attributes: dict
    notes: dict


def parsed(ann):
    found = Standoff({}, {}, {}, {}, {})
    for line in ann.splitlines():  # as brat's own reader cuts lines
        id, body, *words = line.split("\t")
        if id[0] == "T":
            kind, offsets = body.split(" ", 1)
            spans = [tuple(map(int, each.split(" "))) for each in offsets.split(";")]
            (words,) = words
            found.bounds[id] = (kind, spans, words)
        elif id[0] == "R":
            kind, first, second = body.split(" ")
            found.relations[id] = (kind, first.removeprefix("Arg1:"), second.removeprefix("Arg2:"))
        elif id[0] == "E":
            (kind, trigger), *arguments = [each.split(":") for each in body.split(" ")]
            found.events[id] = (kind, trigger, arguments)
        elif id[0] == "A":
            found.attributes[id] = tuple(body.split(" "))
        elif id[0] == "#":
            found.notes[id] = (body.split(" ")[1], *words)
        else:
            pytest.fail(f"no line of brat: {line!r}")
    return found


@pytest.fixture(params=["call", "hard"])
def files(request, call):
    return dict(export_brat([call if request.param == "call" else RECORD]))


@pytest.fixture
def texts(files):
    """Text and annotations of each report."""
    return [(files[name], parsed(files[f"{name[:-4]}.ann"])) for name in files if name.endswith(".txt")]


def test_all_words_stand_where_their_fragments_say(texts):
    ((text, found),) = texts
    assert found.bounds
    for _, spans, words in found.bounds.values():
        assert " ".join(text[start:stop] for start, stop in spans) == words
        assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_what_is_named_is_there_and_of_the_kind_of_its_trigger(texts):
    ((_, found),) = texts
    known = {**found.bounds, **found.events}
    for kind, trigger, arguments in found.events.values():
        assert found.bounds[trigger][0] == kind
        assert all(target in known for _, target in arguments)
        roles = [role for role, _ in arguments]
        assert len(roles) == len(set(roles))
    for _, first, second in found.relations.values():
        assert {first, second} <= set(found.bounds)
    for _, target, _ in found.attributes.values():
        assert target in found.events
    for target, *_ in found.notes.values():
        assert target in known


def test_the_configuration_declares_all_that_is_used(files, texts):
    ((_, found),) = texts
    sections = re.split(r"^\[(\w+)\]\n", files["annotation.conf"], flags=re.MULTILINE)[1:]
    declared = {
        name: {line.strip().split("\t")[0]: line for line in lines.splitlines()}
        for name, lines in zip(sections[::2], sections[1::2], strict=True)
    }
    for kind, trigger, arguments in found.events.values():
        roles = declared["events"][kind]
        assert all(re.search(rf"\b{role.rstrip('0123456789')}[*?]?:", roles) for role, _ in arguments), trigger
    entities = {kind for kind, *_ in found.bounds.values()} - {kind for kind, *_ in found.events.values()}
    assert entities <= set(declared["entities"])
    assert {kind for kind, *_ in found.relations.values()} <= set(declared["relations"])
    for name, _, value in found.attributes.values():
        assert value in declared["attributes"][name].split("Value:")[1].split("|")


def test_a_span_over_line_ends_and_two_spans_are_fragments():
    found = parsed(dict(export_brat([RECORD]))["doc-hard.ann"])
    words = {words: len(spans) for _, spans, words in found.bounds.values()}
    assert words["Minister Ada Holm"] == 2
    assert words['"we will open the locks in May," "and pay 1,200 crowns <each>"'] == 3


def test_an_event_has_actor_recipient_and_claim():
    found = parsed(dict(export_brat([RECORD]))["doc-hard.ann"])
    arguments = {kind: dict(arguments) for kind, _, arguments in found.events.values()}
    assert set(arguments["CONSULT"]) == {"Actor", "Recipient"}
    assert arguments["AID"]["Claimed_in"] == "E1"
    assert ("Realis", "E3", "Future") in found.attributes.values()


def test_a_zip_and_a_folder_hold_the_same_files(tmp_path, call):
    records = [call, RECORD, call]
    write_brat(records, tmp_path / "corpus")
    with zipfile.ZipFile(io.BytesIO(b"".join(zip_brat(records)))) as archive:
        assert archive.testzip() is None
        found = {name: archive.read(name) for name in archive.namelist()}
    assert found == {path.name: path.read_bytes() for path in (tmp_path / "corpus").iterdir()}
    assert len(found) == 5
