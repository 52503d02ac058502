"""What several verbs share: where output goes, the day of publication, progress, and files left out of folders."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

STDIN = STDOUT = "-"
SOME_FAILED = 1
SHORT = 200  # characters of a message in a list of failures; some libraries quote whole inputs


def output_file(_ctx: click.Context, _option: click.Parameter, value: str | None) -> Path | None:
    """The file of `-o`; None for stdout."""
    if value in (None, STDOUT):
        return None
    path = Path(value)
    if not path.absolute().parent.is_dir():
        raise click.BadParameter(f"there is no folder {str(path.parent)!r}: make it first")
    return path


output_option = click.option(
    "-o", "--output", metavar="FILE", callback=output_file, type=click.Path(dir_okay=False, allow_dash=True),
    help="Write here; FILE appears when it is whole. [default: stdout]",
)  # fmt: skip


def publication_day(_ctx: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """The day of `--published`."""
    from readout.ingest import iso_day
    from readout.model.errors import InputError

    try:
        return iso_day(value) if value is not None else None
    except InputError as error:
        raise click.BadParameter(str(error)) from error


@contextmanager
def progress(*, shown: bool) -> Iterator[Callable[[str], None]]:
    """Gives a function to be called with what is done so far, in words."""
    if not shown:
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("loading", total=None)
        yield lambda done: bar.update(task, description=done)


def left_out(skipped: Counter[str], verb: str, argument: str) -> str:
    """The line on files of a folder that are of a kind not read, counted by the end of their names."""
    kinds = ", ".join(f"{count} {suffix}" for suffix, count in sorted(skipped.items()))
    return f"Left out of folders, by the end of the name: {kinds}. To {verb} such a file, name it as a {argument}."
