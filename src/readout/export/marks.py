"""The text of a report cut where marked parts begin and end, so that parts may overlap or nest."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from readout.export.captions import Captions
from readout.model.record import Record
from readout.model.span import Span


class Mark(NamedTuple):
    """A part of the text to show.

    Attributes:
        kind: `actor`, `cue`, `content` or `trigger`.
        title: What a reader is told about it.
    """

    span: Span
    kind: str
    title: str


class Segment(NamedTuple):
    """A stretch of text in which no mark begins or ends, with the marks that cover it, outer ones first."""

    span: Span
    marks: tuple[Mark, ...]


def marks_of(record: Record, captions: Captions) -> Iterator[Mark]:
    """Mentions of actors, cues and contents of statements, triggers of events and engagements."""
    for actor in record.actors:
        title = captions.introduction(actor.key)
        yield from (Mark(span, "actor", title) for span in actor.mentions)
    for statement in record.statements:
        label = f"{captions.label(statement.id)} {captions.names(statement.speakers)}"
        yield from (Mark(span, "cue", f"{label}: {statement.speech_act}") for span in statement.cue)
        yield from (Mark(span, "content", label) for span in statement.content)
    for event in record.events:
        yield Mark(event.trigger, "trigger", f"{captions.label(event.id)} {captions.code(event)}")
    for engagement in record.engagements:
        yield Mark(engagement.trigger, "trigger", f"{captions.label(engagement.id)} {engagement.kind}")


def segments(text: str, marks: Sequence[Mark], cuts: Iterable[int] = ()) -> Iterator[Segment]:
    """The whole text in order, cut at every edge of a mark and at `cuts`.

    Raises:
        SpanError: A mark runs past the text.
    """
    opening: defaultdict[int, list[int]] = defaultdict(list)
    closing: defaultdict[int, list[int]] = defaultdict(list)
    for index, mark in enumerate(marks):
        mark.span.of(text)
        opening[mark.span.start].append(index)
        closing[mark.span.stop].append(index)
    inside = (cut for cut in cuts if cut < len(text))
    open_marks: dict[int, Mark] = {}
    for start, stop in pairwise(sorted({0, len(text), *opening, *closing, *inside})):
        for index in closing[start]:
            del open_marks[index]
        open_marks.update((index, marks[index]) for index in opening[start])
        yield Segment(Span(start, stop), tuple(open_marks.values()))
