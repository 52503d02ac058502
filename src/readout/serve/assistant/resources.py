"""What an assistant may fetch by an address: records, and the sections of the codebook."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

import msgspec

from readout.export.codebook.markdown import Section, written
from readout.export.codebook.ontology import ontology_sections
from readout.export.codebook.record import record_section
from readout.export.codebook.vocabularies import vocabularies_section
from readout.model.errors import InputError
from readout.serve.assistant.arguments import DEFAULT_PARTS, MOST_CHARACTERS, Part, RecordOf
from readout.serve.assistant.records import give_record
from readout.store import Archive

REPORT = "readout://report/"
CODEBOOK = "readout://codebook/"
JSON = "application/json"
MARKDOWN = "text/markdown"


class Content(NamedTuple):
    """What stands at an address."""

    media_type: str
    text: str


def content_of(archive: Callable[[], Archive], address: str) -> Content:
    """Raises `InputError` when there can be nothing at that address, `StoreError` when a report is not there."""
    if address.startswith(REPORT):
        return Content(JSON, _record(archive, address.removeprefix(REPORT)))
    name = address.removeprefix(CODEBOOK)
    if not address.startswith(CODEBOOK) or name not in codebook_sections():
        sections = ", ".join(CODEBOOK + name for name in codebook_sections())
        raise InputError(f"{address}: there is nothing: there are {REPORT}ID and {sections}")
    return Content(MARKDOWN, written([codebook_sections()[name]]) + "\n")


@cache
def codebook_sections() -> Mapping[str, Section]:
    """From the last part of the address to the section, of what an assistant can meet."""
    sections = [record_section(), vocabularies_section(), *ontology_sections()]
    return {section.title.lower().replace(" ", "-"): section for section in sections}


def _record(archive: Callable[[], Archive], identifier: str) -> str:
    asked = RecordOf(id=identifier, parts=(Part.TEXT, *DEFAULT_PARTS), text_length=MOST_CHARACTERS)
    with archive() as opened:
        given = give_record(opened.record(opened.find(identifier).report), asked)
    return msgspec.json.encode(given).decode()
