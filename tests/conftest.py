from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import settings

import readout
from readout.cli import cli

# how long an example takes says more of the machine than of the code
settings.register_profile("readout", deadline=None)
settings.load_profile("readout")


@pytest.fixture(scope="session")
def reader():
    """The real thing, loaded once."""
    return readout.load()


@pytest.fixture
def command(monkeypatch, reader):
    """Runs `readout` with the real reader; the result has `exit_code`, `stdout` and `stderr`."""

    def run(*arguments, stdin=None):
        monkeypatch.setattr(readout, "load", lambda facts=None: reader)
        return CliRunner().invoke(cli, [str(each) for each in arguments], input=stdin, catch_exceptions=False)

    return run


@pytest.fixture(scope="session")
def shared():
    """The folder of shared material beside the repository; where there is none, the test is skipped."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("there is no ../shared here")
    return folder
