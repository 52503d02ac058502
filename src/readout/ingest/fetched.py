"""What came from an address, and the documents in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from readout.ingest.declared import NOTHING_DECLARED, Declared
from readout.ingest.failure import Failure
from readout.ingest.kinds import HEAD, Kind, kind_of
from readout.ingest.page import document_from_page
from readout.model.errors import InputError
from readout.model.record import Document


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer.

    Attributes:
        data: The bytes, unpacked; empty when `is_unchanged`.
        content_type: As the server names it, in lower case, without parameters.
        charset: The character set that the server names.
        url: Where it came from in the end.
        etag: For asking whether it has changed, as `last_modified` is.
        is_unchanged: The server says that it is what was fetched before.
    """

    data: bytes
    content_type: str | None
    charset: str | None
    url: str
    etag: str | None = None
    last_modified: str | None = None
    is_unchanged: bool = False


def content_type_of(header: str | None) -> tuple[str | None, str | None]:
    """The type and the character set that an HTTP header names."""
    if not header or not header.strip():
        return None, None
    message = Message()
    message["Content-Type"] = header
    kind = header.partition(";")[0].strip().lower()
    return kind or None, message.get_content_charset()


def documents_of_fetched(
    fetched: Fetched, name: str, *, otherwise: Declared = NOTHING_DECLARED
) -> Iterator[Document | Failure]:
    """The documents of one answer: a page, a PDF, a text, rows, whatever a file may hold.

    Args:
        name: How the user names it; documents of it have this `source_id`.
        otherwise: What is known from elsewhere, such as a feed; it counts where the page does not say.
    """
    if kind_of(fetched.url, fetched.data[:HEAD], fetched.content_type) is not Kind.PAGE:
        from readout.ingest.sources import read_bytes  # which itself hands addresses to this floor

        day = otherwise.published
        yield from read_bytes(fetched.data, name, content_type=fetched.content_type, url=fetched.url, published=day)
        return
    try:
        yield document_from_page(
            fetched.data, url=fetched.url, source_id=name, charset=fetched.charset, otherwise=otherwise
        )
    except InputError as error:
        yield Failure(name, error)
