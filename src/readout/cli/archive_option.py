"""The archive of a verb: its first argument, or the one that is set once for all."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from readout.cli.settings import FILE, SETTINGS, held

SCHEMES = ("postgresql://", "postgres://")
SUFFIXES = (".db", ".sqlite", ".sqlite3", ".readout")
MAGIC = b"SQLite format 3\0"  # https://www.sqlite.org/fileformat2.html#magic_header_string
MEANING = "A file or a postgresql:// address; may be left out where one is set (readout config)."

Command = TypeVar("Command", bound=Callable[..., Any])


class ArchiveCommand(click.Command):
    """A verb whose first argument is an archive, and may be left out where one is set.

        @click.command(cls=ArchiveCommand)
        @archive_argument
        @click.argument("words", nargs=-1)
        def search(archive: str, words: tuple[str, ...]) -> None: ...

    The first argument is the archive when it looks like one (`is_archive`), so that `readout search news.db border`
    and, where one is set, `readout search border` both mean what they say. Where one is set and an argument would be
    missing otherwise, the first is no archive: `readout backup copy.db` copies the one that is set.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        said, _, _ = self.make_parser(ctx).parse_args(list(args))
        first, help_option = said.get("archive"), self.get_help_option(ctx)
        helping = ctx.resilient_parsing or (help_option is not None and said.get(help_option.name))
        if helping:
            return super().parse_args(ctx, args)
        named = isinstance(first, str) and is_archive(first)
        if named and not self._lacks_one(said):
            return super().parse_args(ctx, args)
        configured = held("archive").value
        # what comes first among all arguments is the first that is no option, wherever the options are
        return super().parse_args(ctx, args if configured is None else [configured, *args])

    def _lacks_one(self, said: dict[str, Any]) -> bool:
        """Whether an argument that is needed is not there."""
        needed = (each for each in self.params if isinstance(each, click.Argument) and each.required)
        words = (said.get(each.name or "") for each in needed)
        return any(not isinstance(word, (str, tuple)) or word == () for word in words)


def archive_argument(command: Command) -> Command:
    """Gives a verb its argument `archive: str`, an address for `open_archive`; it goes with `ArchiveCommand`."""
    return click.argument("archive", metavar="[ARCHIVE]", required=False, callback=_address, help=MEANING)(command)


def is_archive(word: str) -> bool:
    """Whether an argument names an archive: by its scheme, its suffix, or the first bytes of the file."""
    if word.startswith(SCHEMES) or Path(word).suffix.lower() in SUFFIXES:
        return True
    try:
        with Path(word).open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except (OSError, ValueError):  # no such file, a folder, or a word that can be no path
        return False


def _address(ctx: click.Context, _argument: click.Parameter, word: str | None) -> str | None:
    # a word that looks like no archive can only have come from the command line
    if ctx.resilient_parsing or (word is not None and (is_archive(word) or word == held("archive").value)):
        return word
    setting = SETTINGS["archive"]
    wrong = f"{word!r} is no archive: " if word is not None else "Which archive? "
    raise click.UsageError(
        f"{wrong}Give one as the first argument, as in `{ctx.command_path} news.db` (a new one ends in "
        f"{', '.join(SUFFIXES)}), or set it once, by {setting.in_file} in {FILE} or {setting.in_environment}."
    )
