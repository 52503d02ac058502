import json

import msgspec
import pytest

import readout
from readout.cli import cli
from readout.model.jsonform import to_json
from readout.model.record import Versions
from readout.parse.spacy_parser import model_versions
from readout.store import open_archive
from tests.archive_corrections.readings import DOCUMENT, MET, NEXT, SHIPS, at, reading

REPORT = DOCUMENT.id
replace = msgspec.structs.replace


@pytest.fixture
def news(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    monkeypatch.chdir(tmp_path)
    with open_archive("news.db", create=True) as archive:
        archive.add(reading())
    return "news.db"


class FakeReader:
    """Reads every text as the same record, or not at all."""

    def __init__(self, **parts):
        present = model_versions()
        self.record = replace(reading(**parts), readout_version=readout.__version__, models=Versions(present))
        self.read_texts = []

    def read(self, document):
        self.read_texts.append(document.text)
        if "nothing" in document.text:
            raise readout.UnreadableDocument("there is nothing to read: give a text")
        return replace(self.record, document=document)


def run(monkeypatch, *arguments, fake=None):
    from click.testing import CliRunner

    monkeypatch.setattr(readout, "load", lambda facts=None: fake)
    return CliRunner().invoke(cli, [str(each) for each in arguments], catch_exceptions=False)


@pytest.fixture
def readout_(monkeypatch, news):
    return lambda *arguments, fake=None: run(monkeypatch, arguments[0], news, *arguments[1:], fake=fake)


def record():
    with open_archive("news.db") as archive:
        return archive.record(REPORT)


def made(result):
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_field_is_corrected_in_plain_words_or_json(readout_):
    said = ("place=Puerto Montt", "participants=berg, rojas", "host=", 'venue="190"', "date_inferred=true")
    rows = made(readout_("correct", REPORT, "en-met", *said, "--by", "Ada", "--note", "a letter"))
    assert [(row["field"], row["former"], row["value"]) for row in rows] == [
        ("place", '"Lima"', '"Puerto Montt"'),
        ("participants", '["berg","rojas"]', '["berg", "rojas"]'),
        ("host", '"rojas"', "null"),
        ("venue", "null", '"190"'),
        ("date_inferred", "false", "true"),
    ]
    assert {row["note"] for row in rows} == {"a letter"}
    met = record().engagements[0]
    assert (met.place, met.host, met.venue, met.date_inferred) == ("Puerto Montt", None, "190", True)


def test_digits_are_text_where_text_is_wanted(readout_):
    made(readout_("correct", REPORT, "ev-ships", "cameo=070", "goldstein=7", "--by", "Ada"))
    made(readout_("correct", REPORT, "en-met", "date=2021", "--by", "Ada"))
    event = record().events[0]
    assert (event.cameo, event.goldstein, record().engagements[0].date) == ("070", 7.0, "2021")


def test_ids_may_be_cut_short_and_verdicts_are_words(readout_):
    made(readout_("correct", REPORT[:9], "ev-s", "reject", "--by", "Ada"))
    assert record().events == ()
    made(readout_("correct", REPORT, "ev-ships", "accept", "--by", "Bo"))
    assert to_json(record()) == to_json(reading())
    result = readout_("correct", REPORT, "st-", "reject", "--by", "Ada")
    assert (result.exit_code, "can be st-outer, st-inner" in result.stderr) == (2, True)


def test_an_item_is_added_by_its_json(readout_):
    span = [*msgspec.to_builtins(at("agreed"))]
    item = json.dumps({"event_type": "AGREE", "actors": ["berg"], "trigger": span, "sentence": span})
    (row,) = made(readout_("correct", REPORT, "event", item, "--by", "Ada"))
    assert (row["action"], record().events[1].id) == ("add", row["item"])


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("en-met", "status=over", "--by", "Ada"), 1, "en-met, status: invalid enum value 'over': give one of held"),
        (("en-none", "reject", "--by", "Ada"), 1, "engagement en-none: there is no engagement 'en-none'"),
        (("nobody", "reject", "--by", "Ada"), 1, "there is no actor 'nobody'"),
        (("en-met", "wrong", "--by", "Ada"), 2, "write accept, reject or FIELD=VALUE"),
        (("en-met", "reject"), 2, "--by"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_and_nothing_changed(readout_, arguments, status, told):
    result = readout_("correct", REPORT, *arguments)
    assert (result.exit_code, result.stdout) == (status, "")
    assert told in " ".join(result.stderr.split())
    assert to_json(record()) == to_json(reading())


def test_corrections_are_listed_and_undone(readout_):
    made(readout_("correct", REPORT, "en-met", "place=Quito", "--by", "Ada"))
    made(readout_("correct", REPORT, "rojas", "reject", "--by", "Bo"))
    assert [row["number"] for row in made(readout_("corrections"))] == [1, 2]
    assert [row["item"] for row in made(readout_("corrections", "--by", "Bo"))] == ["rojas"]
    assert len(made(readout_("corrections", "--report", REPORT[:8]))) == 2
    table = readout_("corrections", "--format", "table").stdout
    assert "Quito" in table
    (row,) = made(readout_("corrections", "--undo", "2"))
    assert row["undone"]
    assert [actor.key for actor in record().actors] == ["NOR", "berg", "rojas", "CHL"]
    assert readout_("corrections", "--undo", "2").exit_code == 1
    assert readout_("corrections", "--undo", "1", "--by", "Ada").exit_code == 2
    nobody = readout_("corrections", "--by", "Cy")
    assert (nobody.exit_code, nobody.stdout) == (1, "")


def test_reports_are_read_again_once_and_the_difference_is_told(readout_):
    made(readout_("correct", REPORT, "en-next", "place=Bergen", "--by", "Ada"))
    fake = FakeReader(events=(), engagements=(replace(MET, place="Callao", follow_ups=()),))
    tried = readout_("reread", "--dry-run", fake=fake)
    assert "1 report read again, 1 otherwise: 0 appeared, 1 vanished, 1 changed. Nothing was changed." in tried.stderr
    assert record().events == (SHIPS,)
    again = readout_("reread", fake=fake)
    assert again.stdout == tried.stdout
    (told,) = made(again)
    assert [each["item"] for each in told["difference"]["vanished"]] == ["ev-ships"]
    assert [each["field"] for each in told["difference"]["changed"][0]["changes"]] == ["place", "follow_ups"]
    assert [each.place for each in record().engagements] == ["Callao", "Bergen"]
    assert record().engagements[1].trigger == NEXT.trigger
    nothing = readout_("reread", fake=fake)
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert "Nothing to read again" in nothing.stderr
    assert len(fake.read_texts) == 2


def test_a_person_sees_what_appeared_vanished_and_changed(readout_):
    fake = FakeReader(events=(), engagements=(replace(MET, place="Callao"), NEXT))
    made(readout_("correct", REPORT, "ev-ships", "reject", "--by", "Ada"))
    made(readout_("corrections", "--undo", "1"))
    page = readout_("reread", "--format", "table", fake=fake).stdout
    assert page.splitlines() == [
        f"{REPORT}  Two ships",
        "  events 1 → 0",
        "  - event ev-ships  AID  “send”",
        "  ~ engagement en-met  meeting  “met”",
        "      place: Lima (“Lima”) → Callao (“Lima”)",
        "",
    ]


def test_a_correction_without_effect_is_named(readout_):
    made(readout_("correct", REPORT, "ev-ships", "reject", "--by", "Ada"))
    result = readout_("reread", "--format", "table", fake=FakeReader(events=()))
    assert "! correction 1 has no effect: ev-ships: there is no event" in result.stdout
    assert "1 corrections without effect" in result.stderr
    listed = readout_("corrections", "--report", REPORT)
    assert "correction 1 of" in listed.stderr


def test_a_report_that_cannot_be_read_again_is_named_and_the_rest_goes_on(readout_):
    with open_archive("news.db") as archive:
        for number, text in enumerate(("There is nothing here.", "Of another form.")):
            document = replace(DOCUMENT, id=f"doc-{number}", text=text)
            archive.add(reading((), (), (), (), document=document))
        archive.connection.run("UPDATE record SET json = '{}' WHERE report = 3")
    result = readout_("reread", fake=FakeReader(actors=(), statements=(), events=(), engagements=()))
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert "doc-0: there is nothing to read" in result.stderr
    assert "doc-1: its record is of a form that this Readout no longer reads" in result.stderr
    assert record().events == ()


def test_only_what_is_named_is_read_again_and_all_when_asked(readout_):
    fake = FakeReader()
    assert len(made(readout_("reread", REPORT[:8], fake=fake))) == 1
    assert made(readout_("reread", REPORT, fake=fake)) == []
    assert len(made(readout_("reread", REPORT, "--all", fake=fake))) == 1
    assert made(readout_("reread", "--all", "--since", "2022-01-01", fake=fake)) == []
    assert readout_("reread", "--since", "2021", fake=fake).exit_code == 2
    assert readout_("reread", "--older-than", "zzz", fake=fake).exit_code == 2
    assert readout_("reread", "doc-none", fake=fake).exit_code == 1


def test_what_was_rejected_is_shown_as_it_was_read_and_says_who_rejected_it(readout_):
    made(readout_("correct", REPORT, "ev-ships", "reject", "--by", "Ada"))
    result = readout_("show", "ev-ships")
    assert result.exit_code == 1
    assert "ev-ships: rejected by Ada, correction 1: --as-read" in result.stderr
    assert readout_("show", "ev-sh", "--as-read").stdout.startswith("EVENT ev-ships")
