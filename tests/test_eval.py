"""The evaluation sets are answered in the form of their scorers, and the floors hold."""

import gzip
import json
from dataclasses import replace

import numpy as np
import pytest

import readout
from eval import answering
from eval.answering import Asked, CheckedReader, answer_row
from eval.figures import Comparison, Figure, Measured, load_figures, measure, share
from eval.floors import Floors
from eval.gold import Gold, sha256, stale_labels, without_answers
from eval.predict import main as predict
from eval.run import TAKEN_FROM
from eval.run import main as run
from eval.seed import call_checks
from eval.sets import SETS
from readout.model.record import Actor
from readout.model.span import Span
from readout.model.vocabulary import ActorKind

TEXT = (
    "OSLO, March 4 -- Norwegian Foreign Minister Kari Lunde telephoned her Kenyan counterpart on Tuesday. "
    '"Norway will send doctors to Kenya," Lunde said in a statement.'
)
NAMED = {"id": "a", "title": "A call", "date": "2025-03-05", "text": TEXT}


def side(sentence, words):
    return {"text": words, "start": sentence.index(words), "end": sentence.index(words) + len(words)}


SENTENCE = "Norway condemned the attack by Kenya on its embassy."
ROWS = {
    "attributions": NAMED,
    "times": NAMED,
    "events": {"id": "a", "date": None, "sentence": SENTENCE},
    "relations": {
        "id": "a",
        "sentence": SENTENCE,
        "source": side(SENTENCE, "Norway"),
        "target": side(SENTENCE, "Kenya"),
    },
    "actors": {"id": "a", "text": "four Kenyan soldiers", "context": None, "country_hint": None, "date": None},
    "engagements": {
        "id": "a",
        "title": None,
        "text": TEXT,
        "published": "2025-03-05",
        "publisher": None,
        "url": None,
    },
}


@pytest.fixture
def answered(reader, monkeypatch, tmp_path):
    """Runs `python -m eval.predict` on rows; gives the exit status and the predictions."""
    checked = CheckedReader.of(reader)
    monkeypatch.setattr(answering, "_reader", lambda: checked)

    def answer(name, *rows):
        asked, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
        lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
        asked.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        status = predict([name, str(asked), str(out)])
        return status, [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]

    return answer


def only(answered, name):
    status, predictions = answered(name, ROWS[name])
    assert status == 0
    assert [row["id"] for row in predictions] == ["a"]
    return predictions[0]


def test_every_set_has_a_row_here():
    assert ROWS.keys() == SETS.keys()


def test_attributions_are_spans_of_source_cue_and_content(answered):
    found = only(answered, "attributions")["attributions"]
    assert all(attribution.keys() == {"source", "cue", "content"} for attribution in found)
    contents = [TEXT[start:stop] for attribution in found for start, stop in attribution["content"]]
    assert any("send doctors" in content for content in contents)


def test_times_have_a_timex_value_and_a_type(answered):
    found = only(answered, "times")["times"]
    tuesday = next(time for time in found if TEXT[time["start"] : time["end"]] == "Tuesday")
    assert (tuesday["value"], tuesday["type"]) == ("2025-03-04", "DATE")


def test_events_name_countries_not_actors(answered):
    events = only(answered, "events")["events"]
    accusation = next(event for event in events if event["event_type"] == "ACCUSE")
    assert accusation["actors"] == ["NOR"]
    assert accusation["realis"] == "actual"


def test_a_marked_pair_gets_a_root(answered):
    assert only(answered, "relations")["root"] == "ACCUSE"


def test_a_pair_without_a_target_gets_a_root_too(answered):
    status, predictions = answered("relations", {**ROWS["relations"], "target": None})
    assert status == 0
    assert predictions[0]["root"]


def test_an_actor_phrase_gets_country_and_sector(answered):
    assert only(answered, "actors") == {"id": "a", "country": "KEN", "sector": "MIL", "name": None}


def test_engagements_name_participants_with_their_countries(answered):
    prediction = only(answered, "engagements")
    call = next(each for each in prediction["engagements"] if each["kind"] == "phone call")
    assert [participant["country"] for participant in call["participants"]] == ["NOR", "KEN"]
    assert call["participants"][0]["name"] == "Kari Lunde"
    assert (call["date"], call["status"]) == ("2025-03-04", "held")
    assert {"event_type", "actors", "recipients", "realis", "trigger"} == prediction["events"][0].keys()


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"id": "b", "title": None}, "text is missing"),
        ({"id": "b", "text": " "}, "nothing to read"),
        ({"id": "b", "text": 7}, "text must be a string"),
        ({"id": "b", "text": "Oslo met Nairobi.", "date": "soon"}, "not a date"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_gets_an_empty_prediction(answered, capsys, row, problem):
    status, predictions = answered("times", row, NAMED)
    assert status == 1
    assert [each["id"] for each in predictions] == ["b", "a"]
    assert predictions[0]["times"] == []
    assert predictions[1]["times"] != []
    told = capsys.readouterr().err
    assert "row b" in told
    assert problem in told


def test_a_span_that_is_not_in_the_sentence_is_the_rows_fault(answered, capsys):
    outside = {**ROWS["relations"], "source": {"text": "?", "start": 900, "end": 910}}
    assert answered("relations", outside) == (1, [{"id": "a", "root": None}])
    assert "900" in capsys.readouterr().err


@pytest.mark.parametrize("line", ['{"id": ', '{"text": "Oslo."}', "[]"])
def test_a_line_without_an_id_is_named_by_its_place(answered, capsys, line):
    status, predictions = answered("times", NAMED, line)
    assert status == 1
    assert len(predictions) == 1
    assert "in.jsonl:2" in capsys.readouterr().err


def test_packed_rows_are_read(answered, tmp_path):
    packed, out = tmp_path / "rows.jsonl.gz", tmp_path / "out"
    packed.write_bytes(gzip.compress(json.dumps(ROWS["actors"]).encode()))
    answered("actors")
    assert predict(["actors", str(packed), str(out)]) == 0
    assert json.loads(out.read_text())["country"] == "KEN"


def test_an_unknown_set_is_wrong_usage(capsys):
    with pytest.raises(SystemExit) as ended:
        predict(["verbs", "in", "out"])
    assert ended.value.code == 2
    assert "attributions" in capsys.readouterr().err


def test_a_missing_file_is_named(tmp_path, capsys):
    assert predict(["times", str(tmp_path / "none.jsonl"), str(tmp_path / "out")]) == 1
    assert "none.jsonl" in capsys.readouterr().err


def test_a_misplaced_span_is_told(reader, monkeypatch):
    checked = CheckedReader.of(reader)
    record = reader.read("Norway thanked Kenya.")
    stray = Actor(key="x", name="x", kind=ActorKind.STATE, mentions=(Span(5, 500),))
    broken = readout.Record(document=record.document, actors=(stray,))
    monkeypatch.setattr("readout.pipeline.Reader.read", lambda *_, **__: broken)
    answer = answer_row(checked, Asked("texts", "here", {"id": "a", "text": "Norway thanked Kenya."}))
    assert "500" in answer.misplaced[0]


def test_what_a_set_asks_holds_no_answers():
    row = {**ROWS["relations"], "root": "ACCUSE", "penta": 3}
    assert without_answers(row, SETS["relations"]) == ROWS["relations"]


# figures


def score_apples(gold, predicted):
    """A scorer of nothing in particular: a row is right when its prediction says the same."""
    said = {row["id"]: row["root"] for row in predicted}
    right = sum(said.get(row["id"]) == row["root"] for row in gold)
    wrong = len(gold) - right
    return {"apple": {"tp": right, "fp": wrong, "fn": wrong, "f1": right / len(gold)}, "macro_f1": right / len(gold)}


def apples(rows=40):
    gold = [{"id": str(number), "root": number % 3} for number in range(rows)]
    return Comparison(score_apples, gold, [{**row, "root": 0} for row in gold])


@pytest.mark.parametrize("at", [("apple", "f1"), ("macro_f1",)])
def test_an_interval_holds_the_figure_and_is_the_same_again(at):
    first, again = (measure(Figure("apples", "apples", at), apples()) for _ in range(2))
    assert first == again
    assert first.value == 14 / 40
    assert 0 < first.low < first.value < first.high < 1


def test_one_document_has_no_interval():
    assert measure(Figure("apples", "apples", ("apple", "f1")), apples(1)).low is None


def test_a_share_of_nothing_is_nought():
    assert share("f1", np.array([[0.0, 0.0, 0.0], [2.0, 1.0, 1.0]])).tolist() == [0.0, 2 / 3]


# floors

FIGURE = Figure("apples F1", "actors", ("apple", "f1"))
MEASURED = Measured(FIGURE, 0.7049, 40, 0.6, 0.8)
GOLD = {"actors": "d1"}


def test_a_figure_at_its_floor_is_well():
    assert Floors(GOLD, {"apples F1": 0.7}).problems([MEASURED], GOLD, TAKEN_FROM) == []


def test_a_figure_under_its_floor_is_named_with_both_numbers():
    (problem,) = Floors(GOLD, {"apples F1": 0.71}).problems([MEASURED], GOLD, TAKEN_FROM)
    assert problem == "apples F1: 0.7049 is under its floor 0.71"


def test_floors_of_changed_gold_are_not_compared_but_told():
    (problem,) = Floors(GOLD, {"apples F1": 0.71}).problems([MEASURED], {"actors": "d2"}, TAKEN_FROM)
    assert problem.startswith("actors: its gold is not the one")
    assert "--pin" in problem


def test_pinning_raises_floors_and_notes_the_gold():
    pinned = Floors(GOLD, {"apples F1": 0.5, "pears": 0.3}).pinned([MEASURED], {"actors": "d2"}, [])
    assert pinned == Floors({"actors": "d2"}, {"apples F1": 0.7, "pears": 0.3})


def test_pinning_lowers_only_the_floor_that_is_named():
    high = Floors(GOLD, {"apples F1": 0.9})
    assert high.pinned([MEASURED], GOLD, []).floors["apples F1"] == 0.9
    assert high.pinned([MEASURED], GOLD, ["apples F1"]).floors["apples F1"] == 0.7


def test_pinning_what_was_measured_leaves_nothing_under_its_floor():
    for value in (0.29, 0.57, 0.58, 1.0, 0.8235):
        each = replace(MEASURED, value=value)
        assert Floors({}, {}).pinned([each], GOLD, []).problems([each], GOLD, TAKEN_FROM) == []


def test_every_floor_is_one_of_a_figure_that_is_measured(tmp_path):
    floors, figures = Floors.read(), load_figures()
    names = [figure.name for figure in figures]
    assert len(names) == len(set(names))
    assert floors.floors.keys() <= set(names)
    assert {figure.of for figure in figures} <= TAKEN_FROM.keys()
    floors.write(tmp_path / "floors.json")
    assert Floors.read(tmp_path / "floors.json") == floors


# the gate as a whole


def test_without_the_gold_there_is_nothing_to_score(tmp_path, capsys):
    assert run(["--shared", str(tmp_path)]) == 0
    assert "Nothing to score" in capsys.readouterr().out


def test_an_unknown_set_of_the_gate_is_wrong_usage(capsys):
    with pytest.raises(SystemExit):
        run(["verbs"])
    assert "no such set: verbs" in capsys.readouterr().err


def test_labels_made_from_other_gold_or_another_recipe_are_stale(tmp_path):
    recipe, rows = tmp_path / "train" / "recipe.py", tmp_path / "gold" / "relations.jsonl"
    labels = tmp_path / "labels.jsonl"
    for path in (recipe, rows, labels):
        path.parent.mkdir(exist_ok=True)
        path.write_text("one\n", encoding="utf-8")
    gold = Gold(tmp_path)
    assert "labels.json is missing" in stale_labels(gold, labels, tmp_path)
    made_from = {"gold": {rows.name: sha256(rows)}, "recipe": {"train/recipe.py": sha256(recipe)}}
    labels.with_suffix(".json").write_text(json.dumps(made_from), encoding="utf-8")
    assert stale_labels(gold, labels, tmp_path) is None
    recipe.write_text("two\n", encoding="utf-8")
    assert "recipe.py changed" in stale_labels(gold, labels, tmp_path)
    rows.unlink()
    assert "relations.jsonl" in stale_labels(gold, labels, tmp_path)


def test_the_hand_made_record_of_the_seed_passes_the_checks_of_its_call(shared):
    gold = Gold(shared)
    wanted, _ = gold.seed()
    scorer = gold.scorer("record")
    assert all(call_checks(scorer, wanted, wanted).values())
    without = {**wanted, "engagements": []}
    assert not any(call_checks(scorer, wanted, without).values())
