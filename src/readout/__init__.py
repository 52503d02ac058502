"""Readout reads news reports of international affairs into a source-linked record of diplomacy.

    import readout

    reader = readout.load()
    record = reader.read("ISLAMABAD, July 10 (Agency) -- The two ministers spoke by telephone on Friday.")
    with readout.open_archive("news.db", create=True) as archive:
        archive.add(record)
        archive.search(readout.Query(words="ministers"))

Everything is imported when it is first asked for, so that `import readout` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    from readout.ingest import Failure, document_from, read_source
    from readout.link.compared import Comparison
    from readout.link.comparison import compare
    from readout.model.errors import (
        FactsError,
        InputError,
        ModelError,
        ReadoutError,
        StoreError,
        UnreadableDocument,
        UnreadableRecord,
        UnsupportedLanguage,
    )
    from readout.model.jsonform import from_json, to_dict, to_json
    from readout.model.record import Actor, Document, Engagement, Event, Record, Statement
    from readout.model.span import Span
    from readout.pipeline import Reader
    from readout.store import Archive, Query, open_archive

__version__ = "0.1.0"

__all__ = [
    "Actor",
    "Archive",
    "Comparison",
    "Document",
    "Engagement",
    "Event",
    "FactsError",
    "Failure",
    "InputError",
    "ModelError",
    "Query",
    "Reader",
    "ReadoutError",
    "Record",
    "Span",
    "Statement",
    "StoreError",
    "UnreadableDocument",
    "UnreadableRecord",
    "UnsupportedLanguage",
    "__version__",
    "compare",
    "document_from",
    "from_json",
    "load",
    "open_archive",
    "read_source",
    "to_dict",
    "to_json",
]

_ROOMS = {
    "readout.link.compared": ("Comparison",),
    "readout.link.comparison": ("compare",),
    "readout.ingest": ("Failure", "document_from", "read_source"),
    "readout.model.errors": (
        "FactsError",
        "InputError",
        "ModelError",
        "ReadoutError",
        "StoreError",
        "UnreadableDocument",
        "UnreadableRecord",
        "UnsupportedLanguage",
    ),
    "readout.model.jsonform": ("from_json", "to_dict", "to_json"),
    "readout.model.record": ("Actor", "Document", "Engagement", "Event", "Record", "Statement"),
    "readout.model.span": ("Span",),
    "readout.pipeline": ("Reader",),
    "readout.store": ("Archive", "Query", "open_archive"),
}
_HOMES = {name: room for room, names in _ROOMS.items() for name in names}


def load(facts: "str | PathLike[str] | None" = None) -> "Reader":
    """A reader of English reports; takes a second or two, so load once and read many.

    Args:
        facts: A folder with tables of your own, laid over the register of states, bodies and office holders
            (docs/facts.md). Records then name it among their `models`, by a digest of the tables.

    Raises:
        ModelError: A weight file or the language model is missing or damaged.
        FactsError: A table of yours is wrong; the message names file, line and column.
    """
    from pathlib import Path

    from readout.facts import check_facts, digest_of, load_facts
    from readout.model.record import Versions
    from readout.parse.spacy_parser import SpacyParser, model_versions
    from readout.pipeline import Reader

    versions = model_versions()
    if facts is None:
        return Reader(SpacyParser(), versions, __version__)
    folder = Path(facts)
    check_facts(folder)
    return Reader(SpacyParser(), Versions(versions, facts=digest_of(folder)), __version__, load_facts(folder))


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
