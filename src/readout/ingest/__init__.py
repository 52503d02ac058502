"""Bytes to documents: reports from files of every kind, folders, addresses and feeds, with date line and fields."""

from readout.ingest.columns import parse_columns
from readout.ingest.dateline import Dateline, find_dateline
from readout.ingest.document import MOST_CHARACTERS, document_from, iso_day, refuse_size
from readout.ingest.failure import Failure
from readout.ingest.sources import read_bytes, read_source
from readout.ingest.streams import STDIN

__all__ = [
    "MOST_CHARACTERS",
    "STDIN",
    "Dateline",
    "Failure",
    "document_from",
    "find_dateline",
    "iso_day",
    "parse_columns",
    "read_bytes",
    "read_source",
    "refuse_size",
]
