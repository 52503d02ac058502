import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from readout.cli import cli

PAGE = (Path(__file__).parents[2] / "docs/facts.md").read_text(encoding="utf-8")
SHOWN = [
    tuple(part.split("\n", 1))
    for block in re.findall(r"```console\n\$ (.*?)```", PAGE, re.S)
    for part in block.split("\n$ ")
]


@pytest.fixture(autouse=True)
def folder(monkeypatch, tmp_path):
    """The working directory of the page: the reader has made its table of facts."""
    monkeypatch.delenv("READOUT_FACTS", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my-facts").mkdir()
    (table,) = re.findall(r"```csv\n(.*?)```", PAGE, re.S)
    (tmp_path / "my-facts" / "holders.csv").write_text(table, encoding="utf-8")


@pytest.mark.parametrize(("command", "output"), SHOWN)
def test_a_command_of_the_page_says_what_the_page_shows(command, output):
    program, *arguments = shlex.split(command)
    result = CliRunner().invoke(cli, arguments, prog_name=program)
    pattern = re.escape(output.rstrip("\n")).replace(re.escape("..."), ".*")
    assert re.fullmatch(pattern, result.output.rstrip("\n"), re.S), result.output


def test_the_contradiction_of_the_page_is_refused_in_its_words():
    table = Path("my-facts/holders.csv")
    header, _, *rows = table.read_text(encoding="utf-8").splitlines()
    table.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    said = CliRunner().invoke(cli, ["facts", "check", "--facts", "my-facts"]).stderr
    (shown,) = re.findall(r"    (Error: my-facts.*?)\n\n", PAGE, re.S)
    assert re.sub(r"line \d{4,}", "line N", said.strip()) == re.sub(r"line \d{4,}", "line N", " ".join(shown.split()))
