import base64
import csv
import hashlib
import json
import os
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner

import readout.store
from readout.cli import checks, cli
from readout.cli.checks import State
from readout.model.errors import ArchiveDamaged, NoArchive

DATA = Path(str(files("readout") / "data"))


def doctor(*arguments):
    result = CliRunner().invoke(cli, ["doctor", *map(str, arguments)], catch_exceptions=False)
    return result.exit_code, result.stdout


@pytest.fixture
def no_reading(monkeypatch):
    """Without the report, which takes seconds."""
    record = {"actors": [1], "statements": [1], "events": [1], "engagements": [1]}
    module = import_module("readout.cli.doctor")  # its name in the package is that of the command
    monkeypatch.setattr(module, "READ", ("-c", f"print({json.dumps(json.dumps(record))})"))


@pytest.fixture
def installed(monkeypatch, tmp_path):
    """Makes an installation of the package, of the files of data there are, with what its metadata says."""

    def make(*metadata, digests=None):
        info = tmp_path / "site" / "readout_diplomacy-9.9.dist-info"
        info.mkdir(parents=True)
        head = ("Metadata-Version: 2.1", "Name: readout-diplomacy", "Version: 9.9", *metadata)
        (info / "METADATA").write_text("\n".join(head) + "\n")
        with (info / "RECORD").open("w", newline="") as file:
            rows = csv.writer(file)
            for path, digest in (digests or {}).items():
                rows.writerow((os.path.relpath(path, info.parent), f"sha256={digest}", 1))
        monkeypatch.syspath_prepend(info.parent)

    return make


def digest(data):
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def test_a_sound_installation_reads_a_report_and_ends_with_zero():
    status, shown = doctor("--format", "json")
    found = {row["name"]: row for row in json.loads(shown)}
    assert {name: row["told"] for name, row in found.items() if row["state"] == "broken"} == {}
    assert status == 0
    assert found["reading"]["told"].startswith("a report: actors ")
    assert {"python", "facts", "sqlite", "disk", "folder", "settings", "model tagger.onnx"} <= set(found)


def test_each_check_is_a_line_with_its_state(no_reading):
    status, shown = doctor()
    assert status == 0
    assert {line.split()[0] for line in shown.splitlines()} <= {"ok", "missing"}
    assert shown.startswith("ok       python ")


def test_a_wrong_setting_breaks_the_settings_and_the_reading_with_one_line_each(desk):
    (desk / "readout.toml").write_text('fcts = "x"\n', encoding="utf-8")
    status, shown = doctor("--format", "json")
    broken = {row["name"]: row for row in json.loads(shown) if row["state"] == "broken"}
    assert status == 1
    assert "'fcts' is no setting: did you mean 'facts'?" in broken["settings"]["told"]
    assert "'fcts' is no setting" in broken["reading"]["told"]
    assert all(row["remedy"] for row in broken.values())


def test_settings_that_are_no_defaults_are_told_without_passwords(monkeypatch):
    monkeypatch.setenv("READOUT_ARCHIVE", "postgresql://desk:secret@localhost/news")
    (found,) = checks.settings()
    assert found.told == "archive = postgresql://desk:***@localhost/news (READOUT_ARCHIVE)"


def test_a_wrong_table_of_facts_is_named(tmp_path, monkeypatch):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "agents.csv").write_text("words,sectors,source\nfoo,XYZ,desk\n", encoding="utf-8")
    monkeypatch.setenv("READOUT_FACTS", str(tmp_path / "mine"))
    found = checks.facts()
    assert (found.state, found.told) == (State.BROKEN, "mine/agents.csv: line 2, sector: 'XYZ' is not known")


def test_files_are_compared_with_the_digests_of_the_installation(installed):
    every = {path: digest(path.read_bytes()) for path in DATA.rglob("*") if path.is_file()}
    tagger, states = DATA / "models" / "tagger.onnx", DATA / "facts" / "states.csv"
    installed(digests={**every, tagger: digest(b"other"), states: digest(b"other"), DATA / "facts" / "lost.csv": "x"})
    found = {each.name: each for each in checks.data_files()}
    assert (found["model tagger.onnx"].state, found["model tagger.onnx"].told) == (
        State.BROKEN, "tagger.onnx was changed",
    )  # fmt: skip
    assert found["data facts"].told == "lost.csv is not there, states.csv was changed"
    assert found["model relations.onnx"].state is State.OK
    assert found["model relations.onnx"].told.endswith("as installed")
    assert "pip install --force-reinstall readout-diplomacy" in found["data facts"].remedy


def test_extras_are_told_with_their_versions_or_how_to_get_them(installed):
    installed(
        "Requires-Dist: click>=8.1",
        "Provides-Extra: terminal", 'Requires-Dist: rich>=1; extra == "terminal"',
        "Provides-Extra: ghosts", 'Requires-Dist: readout-ghosts>=2; extra == "ghosts"',
        "Provides-Extra: future", 'Requires-Dist: pyyaml>=900; extra == "future"',
        "Provides-Extra: dev", 'Requires-Dist: readout-unseen; extra == "dev"',
    )  # fmt: skip
    needed, future, ghosts, terminal = checks.packages()
    assert (needed.state, needed.told) == (State.OK, "all 1 that are always needed")
    assert (future.name, future.state) == ("extra future", State.BROKEN)
    assert (ghosts.state, ghosts.told) == (State.MISSING, "readout-ghosts is not installed")
    assert ghosts.remedy == "pip install 'readout-diplomacy[ghosts]'"
    assert terminal.state is State.OK
    assert terminal.told.startswith("rich ")


def test_a_needed_package_that_is_absent_or_too_old_is_broken(installed):
    installed("Requires-Dist: click>=900", "Requires-Dist: readout-ghosts")
    (found,) = checks.packages()
    assert found.state is State.BROKEN
    assert found.told.endswith("is not >=900; readout-ghosts is not installed")


def test_too_little_room_is_broken(monkeypatch):
    monkeypatch.setattr("readout.cli.checks.LEAST_FREE", 1 << 80)
    assert checks.disk().state is State.BROKEN


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="there is no folder here that nobody can write")
def test_a_folder_that_cannot_be_written_is_told_and_breaks_nothing(monkeypatch):
    monkeypatch.chdir("/proc/self")
    assert checks.folder().state is State.MISSING


def test_the_archive_is_asked_of_the_store(monkeypatch):
    def check_archive(address):
        return [("schema", True, "version 1"), ("search index", False, f"{address} lacks 2 reports")]

    monkeypatch.setattr(readout.store, "check_archive", check_archive, raising=False)
    schema, index = checks.archive("news.db")
    assert (schema.name, schema.state, schema.remedy) == ("archive schema", State.OK, "")
    assert (index.state, index.told) == (State.BROKEN, "news.db lacks 2 reports")
    monkeypatch.setenv("READOUT_ARCHIVE", "set.db")
    assert [each.told for each in checks.archive(None)][1] == "set.db lacks 2 reports"


@pytest.mark.parametrize(("error", "state"), [(NoArchive, State.MISSING), (ArchiveDamaged, State.BROKEN)])
def test_an_archive_that_cannot_be_opened_is_told_in_a_line(monkeypatch, error, state):
    def check_archive(address):
        raise error(f"{address}: no")

    monkeypatch.setattr(readout.store, "check_archive", check_archive, raising=False)
    (found,) = checks.archive("news.db")
    assert (found.state, found.told) == (state, "news.db: no")


def test_without_an_archive_none_is_looked_at():
    assert list(checks.archive(None)) == []
