import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import readout
from readout.cli import cli
from readout.cli.batch import read_all
from readout.ingest import Failure, document_from
from readout.model.errors import ReadoutError
from readout.model.record import Record
from tests.batches import make_echo

WORDS = "The two envoys met in Astana on Friday."


class Echo:
    """Stands in for the reader where only the command is tested: a record of nothing but the document."""

    def read(self, document):
        if "defect" in document.text:
            raise ZeroDivisionError("a bug")
        if "too much" in document.text:
            raise MemoryError
        return Record(document=document)


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setattr(readout, "load", lambda facts=None: Echo())
    return lambda *arguments, stdin=None: CliRunner().invoke(cli, [str(each) for each in arguments], input=stdin)


def texts(lines):
    return [json.loads(line)["document"]["text"] for line in lines.splitlines()]


def test_a_report_on_stdin_becomes_one_line_of_json(run):
    for arguments in (["read", "-"], ["read"]):
        result = run(*arguments, stdin=WORDS)
        assert result.exit_code == 0
        assert texts(result.stdout) == [WORDS]


def test_json_lines_on_stdin_are_seen_by_their_content(run):
    result = run("read", stdin='{"id": "a", "text": "One met."}\n{"id": "b", "text": "Two met."}\n')
    assert [json.loads(line)["document"]["source_id"] for line in result.stdout.splitlines()] == ["a", "b"]


def test_an_indented_json_value_on_stdin_is_read_as_rows(run):
    assert texts(run("read", stdin=json.dumps([{"text": WORDS}], indent=2)).stdout) == [WORDS]


def test_a_report_that_begins_with_a_bracket_is_text(run):
    assert texts(run("read", stdin="[Excerpt] They met.").stdout) == ["[Excerpt] They met."]


def test_every_command_has_help_with_an_example():
    for name, command in cli.commands.items():
        text = CliRunner().invoke(cli, [name, "--help"]).stdout
        assert f"readout {name} " in text.split("Examples:")[1]
        assert all(option.help for option in command.params if isinstance(option, click.Option))
    assert CliRunner().invoke(cli, ["-h"]).stdout == CliRunner().invoke(cli, ["--help"]).stdout


def test_the_version_is_the_packages():
    assert CliRunner().invoke(cli, ["--version"]).stdout == f"readout, version {readout.__version__}\n"


def test_help_loads_nothing_heavy():
    code = (
        "import sys; from readout.cli import cli; cli(['read', '--help'], standalone_mode=False); "
        "print([name for name in ('spacy', 'numpy', 'rich', 'msgspec', 'yaml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_what_cannot_be_read_is_named_at_the_end_and_the_rest_is_read(run, tmp_path):
    good, empty = tmp_path / "good.txt", tmp_path / "empty.txt"
    good.write_text(WORDS)
    empty.touch()
    result = run("read", tmp_path / "none.txt", empty, good)
    assert result.exit_code == 1
    assert texts(result.stdout) == [WORDS]
    summary = result.stderr.splitlines()
    assert summary[0] == "2 inputs could not be read:"
    assert summary[1].startswith(f"  {tmp_path / 'none.txt'}: No such file or directory")
    assert summary[2].startswith(f"  {empty}: there is nothing to read in it")


def test_files_of_other_kinds_in_a_folder_are_told_once(run, tmp_path):
    for name in ("a.txt", "b.jpg", "c.jpg", "d.mp3"):
        (tmp_path / name).write_text(WORDS)
    result = run("read", tmp_path)
    assert result.exit_code == 0
    assert "2 .jpg, 1 .mp3" in result.stderr
    assert run("read", tmp_path, "--quiet").stderr == ""


def test_verbose_tells_of_each_report(run, tmp_path):
    (tmp_path / "a.txt").write_text(WORDS)
    result = run("read", "-v", tmp_path / "a.txt", tmp_path / "none.txt")
    first, second, *_ = result.stderr.splitlines()
    assert first == f"{tmp_path / 'a.txt'}: 0 actors, 0 statements, 0 events, 0 engagements"
    assert second.startswith(f"{tmp_path / 'none.txt'}: not read: No such file")


@pytest.mark.parametrize(("inputs", "count"), [('{"text": "One met."}\n{"text": "Two met."}', 2), ('{"text": ""}', 0)])
def test_json_is_one_indented_array(run, inputs, count):
    found = run("read", "--format", "json", stdin=inputs).stdout
    assert len(json.loads(found)) == count
    assert found.endswith("]\n")


def test_pretty_shows_each_report(run):
    inputs = '{"title": "First", "text": "One met."}\n{"title": "Second", "text": "Two met."}'
    found = run("read", "--format", "pretty", stdin=inputs).stdout
    assert found.index("First") < found.index("Second")


def test_the_date_given_is_for_reports_without_one(run):
    rows = '{"text": "One met."}\n{"text": "Two met.", "published": "2019-05-04"}'
    found = run("read", "--published", "2020-01-01", stdin=rows).stdout
    days = [json.loads(line)["document"]["published"] for line in found.splitlines()]
    assert days == ["2020-01-01", "2019-05-04"]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--published", "May"], "'May' is not a date: write it as YYYY-MM-DD"),
        (["--jobs", "0"], "0 is not in the range"),
        (["--format", "xml"], "'xml' is not one of 'pretty', 'json', 'jsonl'"),
        (["-o", "nowhere/records.jsonl"], "there is no folder 'nowhere'"),
        (["--colour"], "No such option"),
    ],
)
def test_wrong_usage_ends_with_two_and_says_why(run, arguments, problem):
    result = run("read", *arguments, stdin=WORDS)
    assert result.exit_code == 2
    assert problem in result.stderr
    assert result.stdout == ""


def test_an_output_file_is_whole_or_not_there(run, tmp_path):
    output = tmp_path / "records.jsonl"
    assert run("read", "-o", output, stdin=WORDS).stdout == ""
    assert texts(output.read_text()) == [WORDS]
    broken = run("read", "-o", output, stdin='{"text": "One met."}\n{"text": "too much"}')
    assert isinstance(broken.exception, MemoryError)
    assert texts(output.read_text()) == [WORDS]
    assert [path.name for path in tmp_path.iterdir()] == ["records.jsonl"]


def test_a_device_is_written_and_not_replaced(run):
    assert run("read", "-o", os.devnull, stdin=WORDS).exit_code == 0
    assert Path(os.devnull).is_char_device()


def test_a_fault_of_readout_costs_only_the_report_that_it_came_up_in(run):
    result = run("read", stdin='{"id": "row-9", "text": "a defect"}\n{"id": "row-10", "text": "sound"}')
    assert (result.exit_code, texts(result.stdout)) == (1, ["sound"])
    assert "row-9: a fault of Readout's own (ZeroDivisionError: a bug; test_cli.py, line" in result.stderr


def test_an_error_that_is_not_of_one_report_names_the_input_and_ends_the_run(run):
    result = run("read", stdin='{"id": "row-9", "text": "too much"}')
    assert isinstance(result.exception, MemoryError)
    assert result.exception.__notes__ == ["while reading row-9"]


def test_a_missing_model_is_told_without_a_traceback(monkeypatch):
    def load(facts=None):
        raise ReadoutError("tagger.onnx is missing: install it again")

    monkeypatch.setattr(readout, "load", load)
    result = CliRunner().invoke(cli, ["read"], input=WORDS)
    assert (result.exit_code, result.stderr) == (1, "Error: tagger.onnx is missing: install it again\n")


def test_several_processes_give_the_same_in_the_same_order():
    items = [document_from(f"Envoy {number} {'refused' if number % 5 == 3 else 'met'}.") for number in range(20)]
    items.insert(4, Failure("none.txt", ReadoutError("not there")))
    alone, together = (list(read_all(items, jobs, make_echo)) for jobs in (1, 2))
    assert _plain(alone) == _plain(together)
    assert [name for name, _ in together].index("none.txt") == 4


def test_a_process_that_dies_costs_only_its_document():
    texts = [f"Envoy {number} {'dies: die' if number in (2, 7) else 'met'}." for number in range(9)]
    items = [document_from(text, source_id=f"{number}.txt") for number, text in enumerate(texts)]
    found = list(read_all(items, 2, make_echo))
    assert [name for name, _ in found] == [item.source_id for item in items]
    failures = {name: str(outcome.error) for name, outcome in found if isinstance(outcome, Failure)}
    assert sorted(failures) == ["2.txt", "7.txt"]
    assert "the process that read it died" in failures["2.txt"]


def _plain(outcomes):
    return [
        (name, (outcome.source, str(outcome.error)) if isinstance(outcome, Failure) else outcome)
        for name, outcome in outcomes
    ]


def started(*arguments, **more):
    """The command as a process of its own."""
    return subprocess.Popen([sys.executable, "-m", "readout", *arguments], stderr=subprocess.PIPE, **more)


def test_a_reader_that_has_enough_ends_the_command_quietly(tmp_path):
    rows = tmp_path / "rows.jsonl"
    rows.write_text("".join(f'{{"id": "{number}", "text": "Envoy {number} met."}}\n' for number in range(400)))
    with started("read", str(rows), stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        process.stdout.close()
        assert (process.stderr.read(), process.wait()) == (b"", 0)


def test_an_interrupt_ends_with_130_and_without_a_word():
    with started("read", "-", stdin=subprocess.PIPE) as process:
        time.sleep(0.5)  # it waits for its input by then
        process.send_signal(signal.SIGINT)
        assert (process.stderr.read(), process.wait()) == (b"", 130)


def test_at_a_terminal_without_a_path_it_says_what_to_do():
    outer, inner = pty.openpty()
    with started("read", stdin=inner) as process:
        assert b"Nothing to read. Give a PATH, or pipe" in process.stderr.read()
        assert process.wait() == 2
    os.close(inner)
    os.close(outer)
