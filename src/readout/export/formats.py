"""All forms that records are exported in: their names, and the door through which they are written."""

import json
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import BinaryIO, NamedTuple

from readout.export.withheld import text_hash, withhold
from readout.model.errors import InputError
from readout.model.jsonform import to_dict, to_json
from readout.model.record import Record

Write = Callable[[Iterable[Record], bool], Iterator[bytes]]


class Format(NamedTuple):
    """A form of export.

    Attributes:
        name: What `readout export --format` calls it.
        suffix: Of the file, with its dot.
        what: What is in the file, in a phrase.
        write: Gives the file in chunks; the second argument asks for it without the reports' words.
        keeps_text: Whether the file holds words of the reports unless they are left out.
        needs_text: Whether there is no such file without them.
    """

    name: str
    suffix: str
    what: str
    write: Write
    keeps_text: bool = True
    needs_text: bool = False


def export(records: Iterable[Record], format_name: str, output: BinaryIO, *, without_text: bool = False) -> None:
    """Writes records to a binary stream in the format of that name, a record at a time where the format allows.

    Raises:
        InputError: There is no such format, or none without text.
    """
    for chunk in format_named(format_name).write(records, without_text):
        output.write(chunk)


def format_named(name: str) -> Format:
    """Raises `InputError` for a name that none has; the message lists those there are."""
    found = FORMATS.get(name)
    if found is None:
        raise InputError(f"format {name!r}: there is none of that name: take one of {', '.join(FORMATS)}")
    return found


def export_jsonl(records: Iterable[Record], *, without_text: bool = False) -> Iterator[str]:
    """Records as `readout read` gives them, one a line.

    Without text `document` also has `text_sha256` and `text_length` (in code points), and the rest is what
    `withhold` leaves; the line is still a record that `from_json` reads.
    """
    for record in records:
        yield (_withheld_line(record) if without_text else to_json(record).decode()) + "\n"


def _withheld_line(record: Record) -> str:
    plain = to_dict(withhold(record))
    document = record.document
    plain["document"] |= {"text_sha256": text_hash(document), "text_length": len(document.text)}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _text_of(module: str, function: str) -> Write:
    """The text that a function of a module gives, in UTF-8; both are loaded when they are used."""

    def write(records: Iterable[Record], without_text: bool) -> Iterator[bytes]:
        give = getattr(import_module(f"readout.export.{module}"), function)
        # a lone surrogate of a damaged report is no UTF-8
        return (chunk.encode(errors="replace") for chunk in give(records, without_text=without_text))

    return write


def _zipped(records: Iterable[Record], without_text: bool) -> Iterator[bytes]:
    from readout.export.brat import zip_brat

    return zip_brat(records, without_text=without_text)


_ALL = (
    Format("jsonl", ".jsonl", "the records themselves, one a line", _text_of("formats", "export_jsonl")),
    Format("polecat", ".tsv", "events as POLECAT has them, in PLOVER's codes", _text_of("polecat", "export_polecat")),
    Format("icews", ".tsv", "events as ICEWS has them, in CAMEO's codes", _text_of("icews", "export_icews")),
    Format("gdelt-events", ".csv", "the event table of GDELT 2", _text_of("gdelt", "export_gdelt_events")),
    Format("gdelt-mentions", ".csv", "the mentions table of GDELT 2", _text_of("gdelt", "export_gdelt_mentions")),
    Format(
        "followthemoney", ".ftm.json", "entities of FollowTheMoney, one a line",
        _text_of("followthemoney", "export_followthemoney"),
    ),
    Format(
        "web-annotation", ".jsonld", "W3C Web Annotations of the texts, as one page of JSON-LD",
        _text_of("webannotation", "export_web_annotation"),
    ),
    Format("brat", ".zip", "texts and annotations for brat", _zipped, needs_text=True),
    Format("geojson", ".geojson", "events and engagements on the map", _text_of("geojson", "export_geojson")),
    Format("icalendar", ".ics", "engagements as a calendar", _text_of("icalendar", "export_icalendar")),
    Format(
        "gexf", ".gexf", "the network of countries and persons", _text_of("gexf", "export_gexf"), keeps_text=False
    ),
)  # fmt: skip
FORMATS = {each.name: each for each in _ALL}  # in the order that help and docs show them
