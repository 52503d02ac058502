from dataclasses import dataclass

import pytest

from readout.actors import find_actors
from readout.events import find_events
from readout.ingest import document_from
from readout.statements import find_statements

LABELS = (
    *("ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE"),
    *("PROTEST", "REJECT", "REQUEST", "SANCTION", "SUPPORT", "THREATEN", "YIELD"),
)


@dataclass
class Sure:
    """A classifier that says one thing of every pair, or nothing in particular."""

    label: str | None = None
    labels: tuple[str, ...] = LABELS

    def score(self, pairs):
        low = 1e-9 if self.label else 1 / len(LABELS)
        row = tuple(1 - low * (len(LABELS) - 1) if label == self.label else low for label in LABELS)
        return [row for _ in pairs]


@pytest.fixture
def sure():
    return Sure


@pytest.fixture
def told(reader):
    """Events of a text as (type, actor countries, recipient countries); the events themselves are `told.last`."""

    def read(text, published="2021-07-09", scorer=None):
        parsed = reader.parser.parse(document_from(text, published=published))
        cast = find_actors(parsed)
        statements = find_statements(parsed, cast)
        events = find_events(parsed, cast, statements, scorer or Sure())
        read.last, read.statements, read.text = events, statements, parsed.text
        return [
            (
                event.event_type.value,
                sorted({cast.country(key) or key for key in event.actors}),
                sorted({cast.country(key) or key for key in event.recipients}),
            )
            for event in events
        ]

    return read
