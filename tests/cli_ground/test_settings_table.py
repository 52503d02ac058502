import json
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from readout.cli import cli
from readout.cli.settings import SETTINGS, allow_private_option, columns_option, format_option, held, jobs_option


def config(*arguments):
    return CliRunner().invoke(cli, ["config", *map(str, arguments)])


def rows():
    result = config("--format", "json")
    assert result.exit_code == 0, result.stderr
    return {row["name"]: row for row in json.loads(result.stdout)}


def write(folder, text):
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "readout.toml"
    file.write_text(text, encoding="utf-8")
    return file


@click.command()
@jobs_option
@columns_option
@allow_private_option
@format_option(("pretty", "csv"), default="pretty")
def toy(jobs, columns, allow_private, layout):
    click.echo(json.dumps([jobs, columns, allow_private, layout]))


def ran(*arguments):
    result = CliRunner().invoke(toy, list(arguments))
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_every_setting_is_shown_with_its_meaning_and_every_way_to_set_it():
    found = rows()
    assert list(found) == list(SETTINGS)
    for name, row in found.items():
        assert row["origin"] == "default"
        assert row["meaning"]
        assert row["wanted"]
        assert tomllib.loads(row["example"]).keys() == {name}
        assert row["variable"] == f"READOUT_{name.upper()}"


@pytest.mark.parametrize("name", sorted(set(SETTINGS) - {"facts"}))
def test_the_examples_that_are_told_are_right_in_a_file_and_in_the_environment(desk, monkeypatch, name):
    write(desk, SETTINGS[name].in_file + "\n")
    from_file = held(name)
    assert from_file.origin == f"{desk / 'readout.toml'}:1"
    variable, _, value = SETTINGS[name].in_environment.partition("=")
    monkeypatch.setenv(variable, value)
    assert held(name).origin == variable
    assert held(name).over == (from_file.origin,)


def test_the_users_own_file_is_the_weakest_and_the_line_is_told(desk, tmp_path):
    own = write(tmp_path / "own" / "readout", '# mine\njobs = 3\narchive = "all.db"\n')
    near = write(desk.parent, "\njobs = 2\n")
    found = rows()
    assert (found["jobs"]["value"], found["jobs"]["origin"]) == (2, f"{near}:2")
    assert found["jobs"]["over"] == [f"{own}:2"]
    assert found["archive"]["value"] == str(own.parent / "all.db")


def test_a_path_in_a_file_counts_from_the_file_and_an_address_is_left_alone(desk):
    write(desk.parent, 'archive = "news.db"\n')
    assert held("archive").value == str(desk.parent / "news.db")
    write(desk.parent, 'archive = "~/news.db"\n')
    assert held("archive").value == str(Path("~/news.db").expanduser())
    write(desk.parent, 'archive = "postgresql://desk@localhost/news"\n')
    assert held("archive").value == "postgresql://desk@localhost/news"


@pytest.mark.parametrize("layout", ["pretty", "json"])
@pytest.mark.parametrize(
    ("address", "seen"),
    [
        ("postgresql://desk:very-secret@localhost/news", "postgresql://desk:***@localhost/news"),
        ("postgresql://desk:very@secret@localhost/news", "postgresql://desk:***@localhost/news"),
        ("postgresql://localhost/news?password=secret&x=1", "postgresql://localhost/news?password=***&x=1"),
        ("postgresql://desk@localhost/news", "postgresql://desk@localhost/news"),
    ],
)
def test_a_password_is_never_shown(monkeypatch, layout, address, seen):
    monkeypatch.setenv("READOUT_ARCHIVE", address)
    shown = config("--format", layout).stdout
    assert seen in shown
    assert "secret" not in shown


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('\nachive = "x.db"\n', ":2: 'achive' is no setting: did you mean 'archive'?"),
        ("zzz = 1\n", ":1: 'zzz' is no setting: there are archive, facts,"),
        ('jobs = "two"\n', ":1: jobs must be a whole number from 1, not 'two': write jobs = 2"),
        ("jobs = true\n", ":1: jobs must be a whole number from 1, not True"),
        ("# few\njobs = 0\n", ":2: jobs must be a whole number from 1, not 0"),
        ('format = "xml"\n', ":1: format must be one of pretty, table, csv, json, jsonl, parquet, not 'xml'"),
        ("allow_private = 1\n", ":1: allow_private must be true or false, not 1"),
        ('archive = ""\n', ":1: archive must be a file or a postgresql:// address, not ''"),
        ('[columns]\nheading = "head"\n', ":1: "),
        ("jobs = \n", ": is not TOML in UTF-8: Invalid value (at line 1, column 8)"),
    ],
)
def test_a_wrong_file_is_told_with_line_key_and_remedy(desk, text, problem):
    file = write(desk, text)
    result = config()
    assert result.exit_code == 2
    assert f"Error: {file}{problem}" in result.stderr
    assert result.stdout == ""


def test_a_wrong_variable_is_told_with_what_would_be_right(monkeypatch):
    monkeypatch.setenv("READOUT_JOBS", "many")
    result = config()
    assert result.exit_code == 2
    assert "READOUT_JOBS: jobs must be a whole number from 1, not 'many': write READOUT_JOBS=2" in result.stderr


def test_a_variable_that_nearly_is_a_setting_is_told(monkeypatch):
    monkeypatch.setenv("READOUT_ARCHIV", "x.db")
    monkeypatch.setenv("READOUT_SOMETHING_ELSE", "x")
    result = config()
    assert result.exit_code == 0
    assert result.stderr == "READOUT_ARCHIV is no setting: did you mean READOUT_ARCHIVE?\n"


def test_an_option_goes_by_flag_then_environment_then_file_then_default(desk, monkeypatch):
    assert ran() == [1, None, False, "pretty"]
    write(desk, 'jobs = 2\nallow_private = true\nformat = "json"\n[columns]\ntext = "body"\n')
    assert ran() == [2, {"text": "body"}, True, "pretty"]  # this verb has no json
    monkeypatch.setenv("READOUT_JOBS", "3")
    monkeypatch.setenv("READOUT_COLUMNS", "text=story")
    assert ran() == [3, "text=story", True, "pretty"]
    flags = ("--jobs", "4", "--columns", "text=words", "--no-allow-private", "--format", "csv")
    assert ran(*flags) == [4, "text=words", False, "csv"]


@pytest.mark.parametrize(
    ("layouts", "held_by"),
    [
        (("pretty", "json"), ["pretty", "pretty", "json", "json"]),
        (("table", "csv"), ["table", "table", "csv", "table"]),
    ],
)
def test_pretty_and_table_are_the_layout_for_a_person_and_what_a_verb_lacks_is_its_default(
    monkeypatch, layouts, held_by
):
    @click.command()
    @format_option(layouts, default=layouts[held_by[3] == "json"])
    def verb(layout):
        click.echo(layout)

    told = []
    for value in ("pretty", "table", layouts[1], "parquet"):
        monkeypatch.setenv("READOUT_FORMAT", value)
        told.append(CliRunner().invoke(verb).stdout.strip())
    assert told == held_by


def test_the_help_of_an_option_names_its_variable_and_default():
    text = " ".join(CliRunner().invoke(toy, ["--help"]).stdout.split())
    assert "[env var: READOUT_JOBS; default: 1]" in text
    assert "[env var: READOUT_ALLOW_PRIVATE; default: false]" in text
