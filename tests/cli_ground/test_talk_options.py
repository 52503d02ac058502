import logging

import click
import pytest
from click.testing import CliRunner

from readout.cli.talk import Talk, talk_options


@click.command()
@click.argument("word", default="data")
@talk_options
def toy(word, talk):
    click.echo(word)
    click.echo("always", err=True)
    talk.say("said")
    talk.detail("in detail")
    with talk.timed("the work"):
        logging.getLogger("readout.toy").info("logged")


def told(*arguments):
    result = CliRunner().invoke(toy, list(arguments), catch_exceptions=False)
    assert (result.exit_code, result.stdout) == (0, "data\n")
    return result.stderr.splitlines()


def test_each_step_tells_more_on_stderr_and_never_on_stdout():
    assert told("-q") == ["always"]
    assert told() == ["always", "said"]
    assert told("-v") == ["always", "said", "in detail"]
    always, said, detail, logged, work, everything = told("-vv")
    assert (always, said, detail) == ("always", "said", "in detail")
    assert logged.endswith(" ms readout.toy: logged")
    assert work.startswith("the work: 0.00")
    assert everything.startswith("all: 0.")


def test_nothing_is_logged_any_more_after_a_command_that_did():
    told("-vv")
    assert not [handler for handler in logging.getLogger().handlers if type(handler) is logging.StreamHandler]
    assert told("-v") == ["always", "said", "in detail"]


def test_more_vs_than_there_are_steps_are_the_last_step():
    assert len(told("-vvvv")) == len(told("-vv"))


def test_the_setting_holds_where_no_flag_is_given(desk, monkeypatch):
    monkeypatch.setenv("READOUT_TALK", "quiet")
    assert told() == ["always"]
    assert told("-v") == ["always", "said", "in detail"]


def test_quiet_and_verbose_together_are_wrong_usage():
    result = CliRunner().invoke(toy, ["-q", "-v"])
    assert result.exit_code == 2
    assert "-q and -v cannot both hold" in result.stderr


@pytest.mark.parametrize("member", list(Talk))
def test_the_steps_are_those_of_the_setting(member):
    from readout.cli.settings import TALK

    assert TALK[member] == member.name.lower()
