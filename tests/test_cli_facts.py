import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from readout.cli import cli
from readout.cli.facts import facts
from tests.facts.overlays import HOLDERS, RURITANIA, written


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch, tmp_path):
    """No settings but those of the test."""
    monkeypatch.delenv("READOUT_FACTS", raising=False)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


def run(*arguments):
    return CliRunner().invoke(cli, ["facts", *map(str, arguments)], catch_exceptions=False)


def rows(*arguments):
    result = run(*arguments, "--format", "jsonl")
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def ruritania(tmp_path):
    return written(tmp_path / "ruritania", RURITANIA)


def test_who_held_an_office_on_a_day_comes_with_precision_source_and_certainty():
    (row,) = rows("who", "foreign minister", "PAK", "2021-07-09")
    assert (row["name"], row["held"], row["start_precision"]) == ("Shah Mahmood Qureshi", "certain", "day")
    assert "everypolitician_wikidata" in row["source"].split("|")
    shown = run("who", "foreign minister", "PAK", "2021-07-09").stdout
    assert shown.startswith("certain   Shah Mahmood Qureshi, ")
    assert "2018-08-20 – 2022-04-10; source everypolitician_wikidata" in shown


@pytest.mark.parametrize(
    ("office", "country", "day", "name"),
    [
        ("foreign_minister", "pak", "2021-07-09", "Shah Mahmood Qureshi"),
        ("Foreign Minister", "Pakistan", "2021-07-09", "Shah Mahmood Qureshi"),
        ("prime minister", "Norwegian", "2020-01-01", "Erna Solberg"),
        ("secretary of state", "American", "2021-03-01", "Antony Blinken"),
        ("president", "KOR", "2021-03-01", "Moon Jae-in"),
        ("secretary-general", "NATO", "2022-03-01", "Jens Stoltenberg"),
    ],
)
def test_office_and_country_are_said_in_several_ways(office, country, day, name):
    assert [row["name"] for row in rows("who", office, country, day)] == [name]


def test_a_holder_who_was_only_seen_in_office_is_possible_nearby(tmp_path):
    seen = "RUR-a,A Z,,RUR,,harbour_master,Master,1999-05-05,1999-09-05,bound,bound,desk,\n"
    folder = written(tmp_path / "mine", {**RURITANIA, "holders.csv": HOLDERS + seen})
    held = {
        day: rows("who", "harbour master", "RUR", day, "--facts", folder)[0]["held"]
        for day in ("1999-06-01", "2000-01-01")
    }
    assert held == {"1999-06-01": "certain", "2000-01-01": "possible"}


def test_nobody_known_is_status_one_and_said_on_stderr():
    result = run("who", "foreign minister", "PAK", "1901-01-01")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "The register knows nobody as foreign_minister of PAK on 1901-01-01.\n"


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("who", "forein minister", "PAK"), "Did you mean foreign minister"),
        (("who", "foreign minister", "Zenda"), "'Zenda' is no state or organisation of the register"),
        (("who", "foreign minister", "Congolese", "2021-07-09"), "give the code"),
        (("who", "foreign minister", "PAK", "July 9"), "'July 9' is no day such as 2021-07-09"),
        (("show", "Zenda"), "'Zenda' is no state or organisation"),
        (("show", "PAK", "--facts", "nowhere"), "Invalid value for '--facts': Directory 'nowhere' does not exist"),
    ],
)
def test_a_question_that_cannot_be_understood_is_wrong_usage(arguments, problem):
    result = run(*arguments)
    assert result.exit_code == 2
    assert problem in result.stderr


def test_a_state_is_shown_with_names_bodies_memberships_and_holders():
    (row,) = rows("show", "PAK")
    assert row["capital"] == "Islamabad"
    assert "Pakistani" in [name["words"] for name in row["names"]["adjective"]]
    assert any(body["office"] == "foreign" for body in row["bodies"])
    assert {"SCO", "UN"} <= set(row["member_of"])
    assert any(held["name"] == "Shah Mahmood Qureshi" for held in row["holdings"]["foreign_minister"])


def test_a_state_is_shown_for_a_person_with_the_latest_holder_first():
    lines = run("show", "Pakistan").stdout.splitlines()
    assert lines[0] == "Pakistan (PAK), state"
    office = lines.index("foreign_minister")
    starts = [line.split()[0] for line in lines[office + 1 : lines.index("", office)]]
    assert starts == sorted(starts, reverse=True)
    assert any("Shah Mahmood Qureshi" in line and "day, day" in line for line in lines)
    assert "defence_minister (" in lines[lines.index("other offices (--all)") + 1]


def test_all_offices_are_shown_when_asked_for():
    assert "\ndefence_minister\n" in run("show", "PAK", "--all").stdout
    assert "\ndefence_minister\n" not in run("show", "PAK").stdout


@pytest.mark.parametrize(
    ("code", "name"),
    [("nato", "North Atlantic Treaty Organization"), ("taliban", "Taliban"), ("PAK-ministry-of-foreign-affairs", "")],
)
def test_organisations_bodies_and_groups_are_shown_too(code, name):
    (row,) = rows("show", code)
    assert row["id"].lower() == code.lower()
    assert name in row["name"]


@pytest.mark.parametrize("name", ["Zelensky", "ZELENSKYY", "Volodymyr Zelenskiy"])
def test_a_person_is_found_in_any_spelling_with_all_holdings(name):
    (row,) = (row for row in rows("search", name) if row["id"] == "UKR-volodymyr-zelenskyy")
    assert row["holdings"][0]["office"] == "head_of_state"


def test_things_are_found_by_every_name():
    assert [row["id"] for row in rows("search", "Cote d'Ivoire")] == ["CIV"]
    assert "taliban" in [row["id"] for row in rows("search", "the TALEBAN")]
    offices = {row["country"]: row["kind"] for row in rows("search", "foreign office")}
    assert offices.items() >= {"PAK": "ministry", "GBR": "ministry"}.items()


def test_longer_names_are_found_by_some_of_their_words():
    assert "SCO" in [row["id"] for row in rows("search", "shanghai cooperation")]


def test_nothing_found_is_status_one():
    result = run("search", "Xyzzyplugh")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "nobody and nothing called 'Xyzzyplugh'" in result.stderr


def test_the_check_says_that_every_row_is_right():
    assert run("check").stdout == "Every row is right.\n"


def test_the_check_tells_what_the_users_tables_change(ruritania):
    lines = run("check", "--facts", ruritania).stdout.splitlines()
    assert lines[1] == f"{ruritania}: 5 added, 0 replaced, 0 removed"
    assert [line.split()[0] for line in lines[2:]] == ["states.csv", "state_names.csv", "holders.csv"]
    verbose = run("check", "--facts", ruritania, "-v").stdout
    assert "line 2     added     RUR-fritz-von-tarlenheim foreign_minister 2019-05-01" in verbose


def test_the_check_tells_a_replaced_row_cell_by_cell(tmp_path):
    row = "PAK-ishaq-dar,Ishaq Dar,Mohammad Ishaq Dar,PAK,,foreign_minister,Minister of Foreign Affairs,"
    folder = written(tmp_path / "mine", {"holders.csv": HOLDERS + row + "2024-03-11,2026-01-05,day,day,desk,\n"})
    shown = run("check", "--facts", folder, "-v").stdout
    assert "end – -> 2026-01-05, end_precision open -> day, source own -> desk" in shown
    (change,) = rows("check", "--facts", folder)
    assert (change["kind"], change["before"][0]["end"]) == ("replaced", "")


def test_a_wrong_row_is_status_one_with_its_place_on_stderr(tmp_path):
    folder = written(tmp_path / "mine", {"agents.csv": "words,sectors,source\nfoo,XYZ,desk\n"})
    result = run("check", "--facts", folder)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: mine/agents.csv: line 2, sector: 'XYZ' is not known\n"


def test_the_users_facts_are_asked_too(ruritania):
    assert rows("who", "foreign minister", "Ruritanian", "2021-07-09", "--facts", ruritania)[0]["source"] == "desk"
    assert run("show", "RUR", "--facts", ruritania).stdout.startswith("Ruritania (RUR), state\n")
    assert run("search", "von Tarlenheim", "--facts", ruritania).exit_code == 0


def test_json_is_one_array():
    result = run("search", "Zelensky", "--format", "json")
    assert json.loads(result.stdout)[0]["id"] == "UKR-volodymyr-zelenskyy"


def test_every_question_has_help_with_an_example():
    for name in facts.commands:
        text = run(name, "--help").stdout
        assert f"readout facts {name} " in text.split("Examples:")[1]
        assert "Exit status:" in text


def test_a_question_loads_no_language_model():
    code = (
        "import sys; from readout.cli import cli; "
        "cli(['facts', 'who', 'foreign minister', 'PAK', '2021-07-09'], standalone_mode=False); "
        "print([name for name in ('spacy', 'numpy', 'onnxruntime', 'rich') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
