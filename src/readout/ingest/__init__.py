"""Bytes to documents: text and its dateline, files, folders, compressed files and JSON lines."""

from readout.ingest.dateline import Dateline, find_dateline
from readout.ingest.document import MOST_CHARACTERS, document_from, iso_day, refuse_size
from readout.ingest.sources import STDIN, Failure, read_source

__all__ = [
    "MOST_CHARACTERS",
    "STDIN",
    "Dateline",
    "Failure",
    "document_from",
    "find_dateline",
    "iso_day",
    "read_source",
    "refuse_size",
]
