import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner

from readout.cli import cli

BASH = shutil.which("bash")


def script(shell):
    result = CliRunner().invoke(cli, ["completion", shell])
    assert result.exit_code == 0, result.stderr
    return result.stdout


@pytest.mark.parametrize(("shell", "mark"), [("bash", "complete "), ("zsh", "#compdef readout"), ("fish", "complete ")])
def test_the_script_of_each_shell_asks_readout(shell, mark):
    assert mark in script(shell)
    assert f"_READOUT_COMPLETE={shell}_complete" in script(shell)


@pytest.mark.skipif(BASH is None, reason="there is no bash here")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["readout", "conf"], {"config"}),
        (["readout", "facts", "s"], {"search", "show"}),
        (["readout", "read", "--j"], {"--jobs"}),
        (["readout", "read", "--format", "js"], {"json", "jsonl"}),
        (["readout", "completion", "z"], {"zsh"}),
    ],
)
def test_bash_completes_by_it(desk, words, found):
    command = desk / "readout"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m readout "$@"\n')
    command.chmod(0o755)
    asked = f"""{script("bash")}
COMP_WORDS=({" ".join(words)}); COMP_CWORD={len(words) - 1}
_readout_completion {command}
printf '%s\\n' "${{COMPREPLY[@]}}" """
    done = subprocess.run([BASH, "--norc", "-c", asked], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == found


def test_another_shell_is_wrong_usage():
    result = CliRunner().invoke(cli, ["completion", "tcsh"])
    assert result.exit_code == 2
    assert "'tcsh' is not one of 'bash', 'zsh', 'fish'" in result.stderr
