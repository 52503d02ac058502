"""Inputs that could not be read, put aside with the reason, so that a run goes on and nothing is forgotten."""

import re

from readout.model.errors import ReadoutError
from readout.store.archive import Archive
from readout.store.connection import Row

LONGEST_REASON = 1_000  # characters; some libraries quote whole inputs
SURROGATE = re.compile("[\ud800-\udfff]")  # in the name of a file that is not UTF-8


def set_aside(archive: Archive, source: str, error: ReadoutError) -> None:
    """Puts an input aside; one that failed before has one try more.

    Args:
        source: As the user would name it, and as the document would be called (`Document.source_id`): adding a
            report of that name takes it off the list.
    """
    stamp = archive.clock()
    reason = _storable(str(error))[:LONGEST_REASON]
    with archive.changing():
        archive.connection.run(
            "INSERT INTO failure (source, kind, reason, tries, first, last) VALUES (?, ?, ?, 1, ?, ?) "
            "ON CONFLICT (source) DO UPDATE SET kind = excluded.kind, reason = excluded.reason, "
            "tries = failure.tries + 1, last = excluded.last",
            (_storable(source), type(error).__name__, reason, stamp, stamp),
        )


def failures(archive: Archive) -> list[Row]:
    """What waits, by source: rows of `source`, `kind`, `reason`, `tries`, `first` and `last`."""
    return list(archive.connection.named_rows("SELECT * FROM failures ORDER BY source"))


def forgive(archive: Archive, *sources: str) -> int:
    """Takes inputs off the list; gives how many were on it."""
    with archive.changing():
        return sum(
            archive.connection.run("DELETE FROM failure WHERE source = ?", (_storable(source),)) for source in sources
        )


def _storable(text: str) -> str:
    return SURROGATE.sub("\ufffd", text)
