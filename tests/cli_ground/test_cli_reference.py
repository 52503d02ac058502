import subprocess
import sys
from pathlib import Path

import click
import pytest

from readout.cli import SECTIONS, cli
from readout.cli.reference import main, reference

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"


def commands(group, words=("readout",)):
    for name, command in group.commands.items():
        yield (*words, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*words, name))


ALL = dict(commands(cli))


def test_the_page_in_docs_is_what_the_commands_say():
    assert PAGE.read_text(encoding="utf-8") == reference(cli), "python -m readout.cli.reference > docs/cli.md"


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_every_command_tells_an_example_and_its_exit_status(words):
    command = ALL[words]
    examples, _, rest = command.help.partition("Examples:")[2].partition("Exit status:")
    assert f"{' '.join(words)} " in examples or f"{' '.join(words)}\n" in examples
    assert rest.strip().startswith("0")
    assert command.short_help
    assert all(param.help for param in command.params if isinstance(param, click.Option))


def test_every_verb_is_in_one_section_of_the_help():
    named = [verb.name for verbs in SECTIONS.values() for verb in verbs]
    assert sorted(named) == sorted(cli.commands)


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_every_command_has_its_chapter_with_usage_options_examples_and_status(words):
    chapter = reference(cli).partition(f"\n## {' '.join(words)}\n")[2].partition("\n## ")[0]
    assert f"    {' '.join(words)} [OPTIONS]" in chapter
    assert "Examples:\n\n    " in chapter
    assert "\nExit status: 0" in chapter
    for option in ALL[words].params:
        if isinstance(option, click.Option):
            assert option.opts[-1] in chapter
    assert "\b" not in chapter


def test_a_page_that_is_stale_is_told_with_the_difference(tmp_path, capsys):
    page = tmp_path / "cli.md"
    page.write_text(reference(cli).replace("`readout read`", "`readout raed`"), encoding="utf-8")
    assert main(["--check", str(page)]) == 1
    said = capsys.readouterr()
    assert any(line.startswith("-- [`readout raed`]") for line in said.out.splitlines())
    assert "python -m readout.cli.reference" in said.err
    page.write_text(reference(cli), encoding="utf-8")
    assert main(["--check", str(page)]) == 0
    assert main(["--check", str(tmp_path / "none.md")]) == 1


def test_it_runs_as_a_command():
    done = subprocess.run([sys.executable, "-m", "readout.cli.reference"], capture_output=True, check=True)
    assert done.stdout.decode() == reference(cli)


def test_a_misspelt_verb_is_answered_with_the_right_one():
    from click.testing import CliRunner

    result = CliRunner().invoke(cli, ["confg"])
    assert result.exit_code == 2
    assert "Did you mean 'config'?" in result.stderr
