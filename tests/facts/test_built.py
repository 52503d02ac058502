import shutil
import subprocess
import sys
from pathlib import Path

from train.stale import REMEDY, stale_tables

ROOT = Path(__file__).parents[2]
DATA = ROOT / "src/readout/data"


def test_the_built_tables_are_what_the_script_makes_of_the_gathered_sources(shared):
    stale = stale_tables(shared / "facts", DATA / "facts")
    assert stale == [], REMEDY


def test_a_table_that_was_changed_by_hand_is_named(shared, tmp_path):
    for folder in ("facts", "ontology"):
        shutil.copytree(DATA / folder, tmp_path / folder)
    (tmp_path / "facts/agents.csv").write_text("words,sectors,source\nsoldier,GOV,own\n", encoding="utf-8")
    assert "facts/agents.csv" in stale_tables(shared / "facts", tmp_path / "facts")


def test_without_the_gathered_sources_nothing_is_compared_and_that_is_said(tmp_path):
    command = [sys.executable, "-m", "train.stale", str(tmp_path / "none"), str(DATA / "facts")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "not compared, since there is no" in done.stdout
