"""Every kind of source as documents: files, folders, addresses, standard input, and bytes that are here already.

What cannot be read is a `Failure` in its place, and the rest goes on.
"""

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from readout.ingest.columns import ColumnMapping, parse_columns
from readout.ingest.document import iso_day
from readout.ingest.failure import Failure
from readout.ingest.folders import files_of
from readout.ingest.readers import Found, Source, read_stream
from readout.ingest.streams import STDIN, in_memory, opened

ADDRESS = re.compile(r"https?://", re.IGNORECASE)
Columns = str | Mapping[str, str] | ColumnMapping


def read_source(
    path: str | os.PathLike[str],
    published: str | None = None,
    *,
    skipped: Callable[[str], None] | None = None,
    columns: Columns | None = None,
    allow_private: bool = False,
) -> Found:
    """The documents of one source, in order: a file of any kind in `kinds.py`, a folder, an address, or `-`.

    Args:
        path: `http://` or `https://` begins an address, which is fetched.
        published: ISO 8601 date of the reports that have none in a field, a page or a feed of their own.
        skipped: Called with the path of each file in a folder that is of a kind not read.
        columns: Which columns of a table or of rows of JSON to read, as `parse_columns` takes it. Without it other
            people's names are recognised, as far as `data/columns/inputs.yaml` has them.
        allow_private: Fetch from addresses of a private network too.

    Raises:
        InputError: `published` is no date, or `columns` no mapping.
    """
    day = iso_day(published) if published else None
    mapping = None if columns is None else parse_columns(columns)
    name = os.fspath(path)
    if ADDRESS.match(name):
        from readout.ingest.web import read_url

        yield from read_url(name, day, allow_private=allow_private)
    elif name != STDIN and Path(name).is_dir():
        yield from _read_folder(name, day, mapping, allow_private, skipped or (lambda _: None))
    else:
        yield from _read_file(name, day, mapping, allow_private)


def read_bytes(
    data: bytes,
    name: str,
    *,
    content_type: str | None = None,
    url: str | None = None,
    published: str | None = None,
    columns: Columns | None = None,
) -> Found:
    """The documents of bytes that are here already, such as what a server sent.

    Args:
        name: How the user would name them; the `source_id` of a document that is all of them.
        content_type: As HTTP gives it; with the first bytes and the suffix of the name it tells the kind.
        url: Where they were found.

    Raises:
        InputError: `published` is no date, or `columns` no mapping.
    """
    day = iso_day(published) if published else None
    mapping = None if columns is None else parse_columns(columns)
    yield from read_stream(in_memory(data, name), Source(name, name, content_type, url, day, mapping))


def _read_folder(
    folder: str,
    published: str | None,
    columns: ColumnMapping | None,
    allow_private: bool,
    skipped: Callable[[str], None],
) -> Found:
    for path in files_of(folder, skipped):
        if isinstance(path, Failure):
            yield path
        else:
            yield from _read_file(path, published, columns, allow_private)


def _read_file(path: str, published: str | None, columns: ColumnMapping | None, allow_private: bool) -> Found:
    source_id = None if path == STDIN else path
    yield from read_stream(opened(path), Source(path, source_id, None, None, published, columns, allow_private))
