"""The files of a folder that hold reports, by their names."""

import os
from collections.abc import Callable, Iterator

from readout.ingest.failure import Failure
from readout.ingest.kinds import SUFFIXES, kind_of_name
from readout.ingest.readers import not_opened
from readout.model.errors import UnreadableDocument


def files_of(folder: str, skipped: Callable[[str], None], *, may_be_empty: bool = False) -> Iterator[str | Failure]:
    """Every file in and below a folder but hidden ones, in the order of their names; a failure where there is none.

    Args:
        skipped: Called with the path of each file of a kind that is not read.
        may_be_empty: No file in it is no failure: one may come yet.
    """
    empty = not may_be_empty
    for path in _all_below(folder):
        if isinstance(path, str) and kind_of_name(path) is None:
            skipped(path)
            continue
        empty = False
        yield path
    if empty:
        names = ", ".join(SUFFIXES)
        yield Failure(folder, UnreadableDocument(f"no report in it: Readout reads {names}, and these with .gz"))


def _all_below(folder: str) -> Iterator[str | Failure]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Failure(folder, not_opened(error))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _all_below(entry.path)
        else:
            yield entry.path
