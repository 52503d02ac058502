"""The layouts of rows: which one is asked for, and its bytes."""

from collections.abc import Generator, Iterable, Sequence
from io import BytesIO

from readout.export.table import Column, Row, writer
from readout.serve.parameters import Layout

JSON, NDJSON, CSV = "application/json", "application/x-ndjson", "text/csv"
TYPES = {Layout.JSON: JSON, Layout.JSONL: NDJSON, Layout.CSV: f"{CSV}; charset=utf-8; header=present"}
ACCEPTED = {"*/*": Layout.JSON, JSON: Layout.JSON, NDJSON: Layout.JSONL, "application/jsonl": Layout.JSONL,
            CSV: Layout.CSV}  # fmt: skip
CHUNK = 64 * 1024  # bytes of a stream sent at once


def accepted(header: str) -> Layout:
    """The layout that an Accept header asks for; JSON when it names none of ours (RFC 9110, 12.5.1)."""
    best, most = Layout.JSON, 0.0
    for each in header.split(","):
        media, *parameters = (part.strip().lower() for part in each.split(";"))
        weight = next((_weight(part[2:]) for part in parameters if part.startswith("q=")), 1.0)
        if media in ACCEPTED and weight > most:
            best, most = ACCEPTED[media], weight
    return best


def written(rows: Iterable[Row], columns: Sequence[Column], layout: Layout) -> Generator[bytes, None, None]:
    """Rows as the bytes of a file, chunk by chunk."""
    stream = BytesIO()
    with writer(stream, columns, layout) as write:
        for row in rows:
            write(row)
            if stream.tell() >= CHUNK:
                yield _taken(stream)
    yield _taken(stream)


def gathered(pieces: Iterable[bytes]) -> Generator[bytes, None, None]:
    """The same bytes in larger chunks: each is a turn of the server."""
    stream = BytesIO()
    for piece in pieces:
        stream.write(piece)
        if stream.tell() >= CHUNK:
            yield _taken(stream)
    yield _taken(stream)


def _taken(stream: BytesIO) -> bytes:
    """All that was written, which is no longer there then."""
    taken = stream.getvalue()
    stream.seek(0)
    stream.truncate()
    return taken


def _weight(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
