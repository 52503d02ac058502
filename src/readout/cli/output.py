"""Where records go, and in which layout."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from readout.export.files import whole_file
from readout.model.jsonform import from_json

WIDTH = 100  # cells a line where no terminal tells its own

Write = Callable[[bytes], None]


@contextmanager
def opened(path: Path | None, layout: str) -> Iterator[Write]:
    """A function that takes records, each as a line of JSON, and writes them to a file or to stdout for None.

    A file appears when it is whole, and not at all when reading is broken off.

    Args:
        layout: `pretty`, `json` or `jsonl`.
    """
    if path is None:
        stream = sys.stdout.buffer
        terminal = sys.stdout.isatty()
        with LAYOUTS[layout](stream, terminal) as write:
            yield write
        stream.flush()
        return
    with whole_file(path) as stream, LAYOUTS[layout](stream, False) as write:
        yield write


@contextmanager
def _json_lines(stream: BinaryIO, terminal: bool) -> Iterator[Write]:
    def write(line: bytes) -> None:
        stream.write(line + b"\n")
        stream.flush()  # a reader at the other end of a pipe need not wait for the next report

    yield write


@contextmanager
def _json_array(stream: BinaryIO, terminal: bool) -> Iterator[Write]:
    opening = b"[\n"

    def write(line: bytes) -> None:
        nonlocal opening
        stream.write(opening + msgspec.json.format(line, indent=2))
        opening = b",\n"

    yield write
    stream.write(b"\n]\n" if opening == b",\n" else b"[]\n")


@contextmanager
def _pretty(stream: BinaryIO, terminal: bool) -> Iterator[Write]:
    from readout.export.pretty import render

    width = shutil.get_terminal_size((WIDTH, 24)).columns if terminal else WIDTH
    colour = terminal and "NO_COLOR" not in os.environ
    encoding = (sys.stdout.encoding or "utf-8") if terminal else "utf-8"
    gap = ""

    def write(line: bytes) -> None:
        nonlocal gap
        page = render(from_json(line), width, colour).rstrip("\n")
        stream.write(f"{gap}{page}\n".encode(encoding, errors="replace"))
        stream.flush()
        gap = "\n\n"

    yield write


LAYOUTS: dict[str, Callable[[BinaryIO, bool], AbstractContextManager[Write]]] = {
    "pretty": _pretty,
    "json": _json_array,
    "jsonl": _json_lines,
}
