"""Bytes from a file, standard input or memory: unpacked, looked at before they are read, and within limits."""

import codecs
import gzip
import io
import shutil
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

from readout.ingest.kinds import GZIP_SUFFIX, HEAD
from readout.model.errors import UnreadableDocument

STDIN = "-"
GZIP_MAGIC = b"\x1f\x8b"
GZIP_WINDOW = 16 + zlib.MAX_WBITS
WARC_GZIP_SUFFIX = ".warc.gz"
UTF_16_BEGINS = (b"\xff", b"\xfe")
WARC_MAGIC = b"WARC/1."
MOST_BYTES = 64 << 20  # of one text or row, unpacked: far over any that is short enough to be read


@dataclass(frozen=True)
class Stream:
    """The bytes of one source.

    Attributes:
        file: As they were stored, perhaps compressed.
        unpacked: From the beginning.
        head: The first bytes of `unpacked`, and not taken from it: at least the first line, as far as HEAD goes.
        packed: Whether `unpacked` has other bytes than `file`. A web archive is not unpacked here.
    """

    file: BinaryIO
    unpacked: BinaryIO
    head: bytes
    packed: bool
    closing: ExitStack

    @cached_property
    def seekable(self) -> BinaryIO:
        """The unpacked bytes as a file to go to and fro in, from its beginning; copied to the disk if need be."""
        if self.file.seekable() and not self.packed:
            self.file.seek(0)
            return self.file
        copy = self.closing.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - closed with the rest
        shutil.copyfileobj(self.unpacked, copy)
        copy.seek(0)
        return copy

    def all(self) -> bytes:
        """Every byte. Raises `UnreadableDocument` when there are more than MOST_BYTES."""
        data = self.unpacked.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            remedy = "split it into reports, one a line as JSON lines"
            raise UnreadableDocument(f"over {MOST_BYTES:,} bytes in one text: {remedy}")
        return data

    def lines(self) -> Iterator[bytes]:
        """Each line with its end. Raises `UnreadableDocument` at one of more than MOST_BYTES."""
        while line := self.unpacked.readline(MOST_BYTES + 1):
            if len(line) > MOST_BYTES:
                raise UnreadableDocument(f"over {MOST_BYTES:,} bytes in one line: give each report a line of its own")
            yield line


@contextmanager
def opened(path: str) -> Iterator[Stream]:
    """The bytes of a file or, for `-`, of standard input, which stays open."""
    with ExitStack() as closing:
        if path != STDIN:
            yield _stream(closing.enter_context(Path(path).open("rb")), path, closing)
            return
        # typeshed asks for raw bytes here, which what stands in for stdin in a test or a notebook does not have
        piped: io.BufferedReader = io.BufferedReader(sys.stdin.buffer)  # type: ignore[arg-type]
        closing.callback(piped.detach)
        yield _stream(piped, path, closing)


@contextmanager
def in_memory(data: bytes, name: str) -> Iterator[Stream]:
    """The same for bytes that are here already."""
    with ExitStack() as closing:
        yield _stream(io.BufferedReader(io.BytesIO(data)), name, closing)


def _stream(file: "io.BufferedReader[Any]", name: str, closing: ExitStack) -> Stream:
    packed = name.lower().endswith(GZIP_SUFFIX) or file.peek(len(GZIP_MAGIC)).startswith(GZIP_MAGIC)
    if packed and (name.lower().endswith(WARC_GZIP_SUFFIX) or _first_unpacked(file).startswith(WARC_MAGIC)):
        # its records are compressed one by one: who reads it unpacks them, and loses one where one is damaged
        return Stream(file, io.BufferedReader(_Rest(b"", file), 1 << 16), WARC_MAGIC, False, closing)
    unpacked: io.BufferedReader[Any] = io.BufferedReader(gzip.GzipFile(fileobj=file)) if packed else file
    head = _head(unpacked)
    return Stream(file, io.BufferedReader(_Rest(head, unpacked), 1 << 16), head, packed, closing)


def _first_unpacked(file: "io.BufferedReader[Any]") -> bytes:
    try:
        return zlib.decompressobj(GZIP_WINDOW).decompress(file.peek(HEAD), len(WARC_MAGIC))
    except zlib.error:
        return b""


def _head(stream: "io.BufferedReader[Any]") -> bytes:
    """The first line, and the ones after it as long as they are blank or may be the beginning of markup.

    No more, so that rows which come slowly through a pipe are read as they come.
    """
    head = stream.readline(HEAD)
    while len(head) < HEAD and head.removeprefix(codecs.BOM_UTF8).lstrip()[:1] in (b"", b"<", *UTF_16_BEGINS):
        line = stream.readline(HEAD)
        if not line:
            break
        head += line
    return head


class _Rest(io.RawIOBase):
    """Bytes that were taken from a stream, and then those that are left in it."""

    def __init__(self, taken: bytes, stream: "io.BufferedReader[Any]") -> None:
        self._taken = memoryview(taken)
        self._stream = stream

    def readable(self) -> bool:
        return True

    # io's readers give a memoryview, where typeshed asks for any buffer
    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._taken:
            return self._stream.readinto1(buffer)
        count = min(len(buffer), len(self._taken))
        buffer[:count] = self._taken[:count]
        self._taken = self._taken[count:]
        return count
