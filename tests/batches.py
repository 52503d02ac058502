"""What reads documents in tests of batches; the processes that a batch starts import it from here."""

import os
from collections.abc import Callable

from readout.ingest import Failure
from readout.model.errors import InputError
from readout.model.jsonform import to_json
from readout.model.record import Document, Record

SIGNAL_OF_DEATH = 9


def echo(document: Document) -> bytes | Failure:
    """A record of nothing but the document; refuses one that says "refuse", dies at one that says "die"."""
    if "die" in document.text:
        os._exit(SIGNAL_OF_DEATH)
    if "refuse" in document.text:
        return Failure(document.source_id or "-", InputError("refused"))
    return to_json(Record(document=document))


def make_echo() -> Callable[[Document], bytes | Failure]:
    return echo
