import json

import pytest
from click.testing import CliRunner

import readout
from readout.cli.compare import compare

HEADS = {
    "canada": "date 2021-02-10 OTTAWA: Statement by the Prime Minister's Office of Canada\n\n",
    "india": "date 2021-02-10 NEW DELHI: Statement by the Prime Minister's Office of India\n\n",
}


@pytest.fixture
def run(monkeypatch, reader):
    def run(*arguments, stdin=None):
        monkeypatch.setattr(readout, "load", lambda facts=None: reader)
        return CliRunner().invoke(compare, [str(each) for each in arguments], input=stdin, catch_exceptions=False)

    return run


@pytest.fixture
def files(tmp_path, readout_of):
    """The two readouts as text, and their records as JSON lines and as an array."""
    paths = {}
    records = [readout_of(side) for side in HEADS]
    for side, record in zip(HEADS, records, strict=True):
        paths[side] = tmp_path / f"{side}.txt"
        paths[side].write_text(HEADS[side] + record.document.text, encoding="utf-8")
    lines = [readout.to_json(record).decode() for record in records]
    paths["lines"] = tmp_path / "records.jsonl"
    paths["lines"].write_text("\n".join(lines), encoding="utf-8")
    paths["array"] = tmp_path / "records.json"
    paths["array"].write_text(json.dumps([json.loads(line) for line in lines], indent=2), encoding="utf-8")
    return paths


def test_two_readouts_are_compared(run, files):
    result = run(files["canada"], files["india"])
    assert result.exit_code == 0
    (compared,) = json.loads(result.stdout)
    assert compared["sides"] == ["CAN", "IND"]


@pytest.mark.parametrize("kind", ["lines", "array"])
def test_records_are_not_read_again(monkeypatch, run, files, kind):
    result = run(files[kind])
    monkeypatch.setattr(readout, "load", lambda facts=None: pytest.fail("a model was loaded"))
    again = CliRunner().invoke(compare, [str(files[kind])], catch_exceptions=False)
    assert result.exit_code == again.exit_code == 0
    assert [each["source_id"] for each in json.loads(again.stdout)[0]["reports"]] == ["canada.txt", "india.txt"]


def test_records_come_by_standard_input_too(run, files):
    result = run("-", stdin=files["lines"].read_text(encoding="utf-8"))
    assert result.exit_code == 0
    assert len(json.loads(result.stdout)) == 1


def test_a_report_comes_by_standard_input_beside_a_file(run, files):
    result = run(files["canada"], "-", stdin=files["india"].read_text(encoding="utf-8"))
    assert json.loads(result.stdout)[0]["sides"] == ["CAN", "IND"]


def test_a_person_gets_a_page(run, files):
    result = run(files["lines"], "--format", "pretty")
    assert "TOLD BY EVERY SIDE" in result.stdout
    assert result.stdout.endswith("\n")


def test_output_goes_to_a_file(run, files, tmp_path):
    result = run(files["lines"], "-o", tmp_path / "out.json")
    assert result.stdout == ""
    assert len(json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))) == 1


def test_nothing_to_compare_tells_what_there_is(run, files):
    result = run(files["canada"])
    assert result.exit_code == 1
    assert "Nothing to compare" in result.stderr
    assert "phone call 2021-02-10 of Justin Trudeau and Narendra Modi, 1 account (CAN)" in result.stderr


def test_a_report_without_an_engagement_is_said_to_have_none(run, tmp_path):
    report = tmp_path / "rain.txt"
    report.write_text("It rained in the hills on Tuesday, and the harvest was saved.", encoding="utf-8")
    result = run(report, "-f", "pretty")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "rain.txt: no engagement" in result.stderr


def test_what_cannot_be_read_is_named_and_the_rest_compared(run, files, tmp_path):
    result = run(files["lines"], tmp_path / "gone.txt")
    assert result.exit_code == 1
    assert len(json.loads(result.stdout)) == 1
    assert "gone.txt: No such file" in result.stderr


def test_a_row_that_is_no_record_is_named_by_its_line(run, files):
    with files["lines"].open("a", encoding="utf-8") as file:
        file.write('\n{"document": {"id": 3}}\n')
    result = run(files["lines"])
    assert result.exit_code == 1
    assert "records.jsonl:3: not a Readout record" in result.stderr


def test_a_cut_array_of_records_is_named(run, files):
    files["array"].write_text(files["array"].read_text(encoding="utf-8")[:-9], encoding="utf-8")
    result = run(files["array"])
    assert result.exit_code == 1
    assert "records.json: not a Readout record" in result.stderr


def test_no_path_is_wrong_usage(run):
    assert run().exit_code == 2
