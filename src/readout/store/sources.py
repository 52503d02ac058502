"""The manifest: which sources were read to their end, so that a second run passes over them at once."""

import os
from hashlib import blake2b
from pathlib import Path

from readout.store.archive import Archive

LOOKED_AT = 1 << 16  # bytes at the beginning and at the end of a file


def fingerprint(path: str, *how: str) -> str | None:
    """What tells that a file is as it was: its size, the time of its last change, and a digest of both its ends.

    It is taken before the file is read: of one that changes meanwhile, the next run then sees that it has.

    Args:
        how: What else decides which documents are found in it, such as a mapping of columns.

    Returns:
        None for what is no file, such as an address or a pipe: that has to be asked again.
    """
    file = Path(path)
    try:
        if not file.is_file():
            return None
        status = file.stat()
        digest = blake2b("\0".join(how).encode(errors="surrogatepass"), digest_size=10)
        with file.open("rb") as opened:
            digest.update(opened.read(LOOKED_AT))
            opened.seek(max(0, status.st_size - LOOKED_AT))
            digest.update(opened.read(LOOKED_AT))
    except (OSError, ValueError):  # who reads it tells what is wrong
        return None
    return f"{status.st_size}-{status.st_mtime_ns}-{digest.hexdigest()}"


def finished(archive: Archive, path: str, fingerprint: str) -> bool:
    """Whether a file was read to its end when it looked the same."""
    found = archive.connection.rows("SELECT fingerprint FROM source WHERE address = ?", (address_of(path),))
    return next(found, None) == (fingerprint,)


def finish(archive: Archive, path: str, fingerprint: str) -> None:
    """Notes that every report of a file is stored or set aside."""
    with archive.connection.transaction():
        archive.connection.run(
            "INSERT INTO source (address, fingerprint, finished) VALUES (?, ?, ?) "
            "ON CONFLICT (address) DO UPDATE SET fingerprint = excluded.fingerprint, finished = excluded.finished",
            (address_of(path), fingerprint, archive.clock()),
        )


def address_of(path: str) -> str:
    """The whole path, whatever the working folder; bytes of it that are no UTF-8 are written as `\\xff`."""
    return os.fsencode(os.path.abspath(path)).decode(errors="backslashreplace")  # noqa: PTH100 - links stay as they are
