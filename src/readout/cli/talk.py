"""How much a verb tells on stderr: `-q`, `-v` and `-vv`, the same for every verb."""

import functools
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import Any, cast

import click

from readout.cli.settings import TALK, Command, held


class Talk(IntEnum):
    """How much is told; each member tells what those before it tell, and more."""

    QUIET = 0  # only what went wrong
    NORMAL = 1  # also what a person should know, such as what was left out
    VERBOSE = 2  # also a line for each input
    DEBUG = 3  # also what takes how long, and what the libraries log

    def say(self, words: str) -> None:
        """Told unless `-q`."""
        self._tell(Talk.NORMAL, words)

    def detail(self, words: str) -> None:
        """Told with `-v`."""
        self._tell(Talk.VERBOSE, words)

    def debug(self, words: str) -> None:
        """Told with `-vv`."""
        self._tell(Talk.DEBUG, words)

    @contextmanager
    def timed(self, what: str) -> Iterator[None]:
        """Tells with `-vv` how long the block took."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.debug(f"{what}: {time.perf_counter() - begun:.3f} s")

    def _tell(self, least: "Talk", words: str) -> None:
        if self >= least:
            click.echo(words, err=True)


def talk_options(command: Command) -> Command:
    """Gives a verb `-q` and `-v` and, by them or the setting `talk`, its argument `talk: Talk`."""

    @functools.wraps(command)
    def talking(*arguments: Any, quiet: bool, verbose: int, **named: Any) -> object:
        talk = _talk(quiet, verbose)
        with _logged(talk), talk.timed("all"):
            return command(*arguments, talk=talk, **named)

    quiet = click.option("-q", "--quiet", is_flag=True, help="On stderr only what went wrong.")
    verbose = click.option("-v", "--verbose", count=True, help="On stderr also a line for each input; -vv: also times.")
    return cast(Command, quiet(verbose(talking)))


def _talk(quiet: bool, verbose: int) -> Talk:
    if quiet and verbose:
        raise click.UsageError("-q and -v cannot both hold: give one of them.")
    if quiet or verbose:
        return Talk.QUIET if quiet else min(Talk(Talk.NORMAL + min(verbose, 2)), Talk.DEBUG)
    return Talk(TALK.index(held("talk").value))


@contextmanager
def _logged(talk: Talk) -> Iterator[None]:
    """With `-vv`, what the package and its libraries log goes to stderr, with the time since the start."""
    if talk < Talk.DEBUG:
        yield
        return
    import logging

    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(relativeCreated)d ms %(name)s: %(message)s"))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        root.setLevel(before)
        root.removeHandler(handler)
