import json

import pytest
from click.testing import CliRunner

import readout
from readout.cli import cli
from readout.model.record import Record
from tests.facts.overlays import RURITANIA, written


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Runs `readout` in `tmp_path/desk/today`, with nothing set but by the test."""
    monkeypatch.delenv("READOUT_FACTS", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    folder = tmp_path / "desk" / "today"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return lambda *arguments, stdin=None: CliRunner().invoke(cli, [str(each) for each in arguments], input=stdin)


@pytest.fixture
def folders(run, tmp_path):
    """Three folders of facts, by who would name them."""
    return {name: written(tmp_path / "desk" / name, RURITANIA) for name in ("of_file", "of_variable", "of_flag")}


def setting(result):
    assert result.exit_code == 0, result.stderr
    (row,) = (row for row in json.loads(result.stdout) if row["name"] == "facts")
    return row["value"], row["origin"], row["over"]


def test_by_default_there_are_no_facts_of_the_users(run):
    assert setting(run("config", "--format", "json")) == (None, "default", [])
    assert "from default" in run("config").stdout


def test_a_flag_goes_before_the_environment_and_that_before_the_nearest_file(run, folders, tmp_path, monkeypatch):
    file = tmp_path / "desk" / "readout.toml"
    (tmp_path / "readout.toml").write_text('facts = "further-up"\n', encoding="utf-8")
    file.write_text('facts = "of_file"\n', encoding="utf-8")
    assert setting(run("config", "--format", "json")) == (str(folders["of_file"]), f"{file}:1", [])
    monkeypatch.setenv("READOUT_FACTS", str(folders["of_variable"]))
    assert setting(run("config", "--format", "json")) == (str(folders["of_variable"]), "READOUT_FACTS", [f"{file}:1"])
    flag = ("config", "--format", "json", "--facts", folders["of_flag"])
    assert setting(run(*flag)) == (str(folders["of_flag"]), "--facts", ["READOUT_FACTS", f"{file}:1"])
    assert f"from READOUT_FACTS; goes before {file}" in run("config").stdout


def test_a_folder_in_the_environment_counts_from_the_working_directory(run, folders, monkeypatch):
    monkeypatch.setenv("READOUT_FACTS", "../of_variable")
    assert setting(run("config", "--format", "json"))[:2] == ("../of_variable", "READOUT_FACTS")
    assert "RUR" in run("facts", "show", "Ruritania").stdout


@pytest.mark.parametrize("settings", ["file", "variable"])
def test_questions_are_answered_by_the_facts_that_are_set(run, folders, tmp_path, monkeypatch, settings):
    assert run("facts", "show", "RUR").exit_code == 2
    if settings == "file":
        (tmp_path / "desk" / "readout.toml").write_text('facts = "of_file"\n', encoding="utf-8")
    else:
        monkeypatch.setenv("READOUT_FACTS", str(folders["of_variable"]))
    assert run("facts", "show", "RUR").stdout.startswith("Ruritania (RUR)")


def test_reports_are_read_with_the_facts_that_are_set(run, folders, tmp_path, monkeypatch):
    seen = []

    class Echo:
        def __init__(self, facts):
            seen.append(facts)

        def read(self, document):
            return Record(document=document)

    monkeypatch.setattr(readout, "load", Echo)
    (tmp_path / "desk" / "readout.toml").write_text('facts = "of_file"\n', encoding="utf-8")
    run("read", stdin="They met.")
    run("read", "--facts", folders["of_flag"], stdin="They met.")
    assert seen == [folders["of_file"], folders["of_flag"]]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('fact = "x"\n', "'fact' is no setting: did you mean 'facts'?"),
        ("facts = 3\n", 'facts must be a folder that is there, not 3: write facts = "my-facts"'),
        ("facts = \n", "is not TOML in UTF-8: Invalid value (at line 1, column 9)"),
        ('facts = "none"\n', "facts must be a folder that is there"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(run, tmp_path, text, problem):
    file = tmp_path / "desk" / "readout.toml"
    file.write_text(text, encoding="utf-8")
    for arguments in (("config",), ("facts", "check"), ("read",)):
        result = run(*arguments, stdin="They met.")
        assert result.exit_code == 2
        assert problem in result.stderr
        assert str(file) in result.stderr


def test_a_wrong_environment_is_named(run, monkeypatch):
    monkeypatch.setenv("READOUT_FACTS", "none")
    result = run("facts", "check")
    assert result.exit_code == 2
    assert "READOUT_FACTS: facts must be a folder that is there, not 'none'" in result.stderr


def test_an_empty_variable_sets_nothing(run, monkeypatch):
    monkeypatch.setenv("READOUT_FACTS", "")
    assert setting(run("config", "--format", "json")) == (None, "default", [])
