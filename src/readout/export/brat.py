"""brat standoff (https://brat.nlplab.org/standoff.html): a .txt and an .ann file a report, and their configuration.

brat counts characters of the text in UTF-8, decoded: Unicode code points, as Readout does. A text-bound annotation
stays on one line, so a span over a line break is in fragments, the words between them a blank.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from readout.export.bratconf import brat_name, configuration
from readout.export.captions import Captions, folded
from readout.model.errors import InputError
from readout.model.record import Engagement, Event, Record, Statement
from readout.model.span import Span

# all that ends a line for Python's str.splitlines, which brat reads lines with, and what divides its columns
FRAGMENT = re.compile(r"\S(?:[^\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]*\S)?")
EARLIEST = (1980, 1, 1, 0, 0, 0)  # of a file in a zip: the time of writing is no content
CONFIGURATION = "annotation.conf"


def export_brat(records: Iterable[Record], *, without_text: bool = False) -> Iterator[tuple[str, str]]:
    """File names and their contents: `annotation.conf`, then `<id>.txt` and `<id>.ann` of each report.

    Raises:
        InputError: `without_text` is asked for; an .ann file repeats the words that it marks.
    """
    if without_text:
        problem = "brat files hold the text and the words of each span: without text take the format web-annotation"
        raise InputError(f"brat: {problem}")
    yield CONFIGURATION, configuration()
    seen: set[str] = set()
    for record in records:
        name = record.document.id
        if name not in seen:
            seen.add(name)
            yield f"{name}.txt", record.document.text
            yield f"{name}.ann", "".join(f"{line}\n" for line in _Annotated(record).lines())


def write_brat(records: Iterable[Record], folder: Path) -> None:
    """Writes the files into a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in export_brat(records):
        (folder / name).write_bytes(_encoded(content))


def zip_brat(records: Iterable[Record], *, without_text: bool = False) -> Iterator[bytes]:
    """The files as one zip, a chunk a file; the same records give the same bytes.

    Raises:
        InputError: `without_text` is asked for.
    """
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_DEFLATED) as archive:
        for name, content in export_brat(records, without_text=without_text):
            archive.writestr(ZipInfo(name, EARLIEST), _encoded(content), ZIP_DEFLATED)
            yield sink.taken()
    yield sink.taken()


def _encoded(content: str) -> bytes:
    # a lone surrogate is no UTF-8; one "?" for it keeps the count
    return content.encode(errors="replace")


class _Sink(BytesIO):
    """Holds what was written since it was last emptied; it cannot go back, so a zip is written in one pass."""

    def taken(self) -> bytes:
        found = self.getvalue()
        self.truncate(0)
        super().seek(0)
        return found

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise OSError("a stream of which parts are gone has no position")

    def seek(self, offset: int, whence: int = 0, /) -> int:
        raise OSError("a stream of which parts are gone has no position")


class _Annotated:
    """The lines of one .ann file."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.text = record.document.text
        self.captions = Captions(record)
        self.bounds: dict[tuple[str, tuple[Span, ...]], str] = {}
        self.kinds = {actor.key: brat_name(actor.kind) for actor in record.actors}
        self.numbers = dict.fromkeys("TREA#", 0)
        items: tuple[Statement | Event | Engagement, ...] = (*record.statements, *record.events, *record.engagements)
        self.events = {item.id: f"E{number}" for number, item in enumerate(items, start=1)}
        self.kept: list[str] = []  # lines of the item at hand

    def lines(self) -> Iterator[str]:
        for actor in self.record.actors:
            self._actor(actor.key, actor.mentions)
            yield from self._taken()
        for statement in self.record.statements:
            self._statement(statement)
            yield from self._taken()
        for event in self.record.events:
            self._event(event)
            yield from self._taken()
        for engagement in self.record.engagements:
            self._engagement(engagement)
            yield from self._taken()

    def _taken(self) -> list[str]:
        lines, self.kept = self.kept, []
        return lines

    def _actor(self, key: str, mentions: Sequence[Span]) -> None:
        """Its mentions, each tied to the one before, and who it is as a note to the first."""
        marks = [self._bound(self.kinds[key], [span], key) for span in mentions]
        for former, mark in pairwise(marks):
            self.kept.append(f"{self._next('R')}\tSame_actor Arg1:{mark} Arg2:{former}")
        if marks:
            self._note(marks[0], f"{key}: {self.captions.introduction(key)}")

    def _statement(self, statement: Statement) -> None:
        parts = [("Content", self._bound("Content", statement.content))]
        parts += [("Speaker", self._bound("Speaker", [span])) for span in statement.speaker_spans]
        parts += self._mentions("Addressee", statement.addressees, statement.content[0])
        parts += [("Nested_in", self.events[statement.nested_in])] if statement.nested_in in self.events else []
        self._frame(statement.id, "Statement", statement.cue or statement.content, parts)
        self._attribute("Form", statement.id, statement.form)
        self._attribute("Speech_act", statement.id, statement.speech_act)
        self._attribute("Channel", statement.id, statement.channel)
        speakers = self.captions.names(statement.speakers)
        self._note(self.events[statement.id], f"{statement.id}; {speakers}; confidence {statement.confidence}")

    def _event(self, event: Event) -> None:
        parts = self._mentions("Actor", event.actors, event.trigger)
        parts += self._mentions("Recipient", event.recipients, event.trigger)
        if event.quantity:
            parts.append(("Quantity", self._bound("Quantity", [event.quantity.span])))
        parts += [("Claimed_in", self.events[event.claimed_by])] if event.claimed_by in self.events else []
        self._frame(event.id, event.event_type, [event.trigger], parts)
        self._attribute("Realis", event.id, event.realis)
        told = (event.id, event.mode, event.cameo, event.date, event.place, *event.contexts)
        note = "; ".join(part for part in told if part)
        self._note(self.events[event.id], f"{note}; confidence {event.confidence}")

    def _engagement(self, engagement: Engagement) -> None:
        parts = self._mentions("Participant", engagement.participants, engagement.trigger)
        parts += self._mentions("Initiator", [engagement.initiator] if engagement.initiator else [], engagement.trigger)
        parts += self._mentions("Host", [engagement.host] if engagement.host else [], engagement.trigger)
        topics = [topic for account in engagement.accounts for topic in account.topics if topic.spans]
        parts += [("Topic", self._bound("Topic", topic.spans, topic.label)) for topic in topics]
        parts += [("Follow_up", self.events[each]) for each in engagement.follow_ups if each in self.events]
        self._frame(engagement.id, brat_name(engagement.kind), [engagement.trigger], parts)
        self._attribute("Status", engagement.id, engagement.status)
        self._attribute("Told_as", engagement.id, engagement.role)
        told = (engagement.id, self.captions.period(engagement), engagement.venue, engagement.place)
        self._note(self.events[engagement.id], "; ".join(part for part in told if part))

    def _mentions(self, role: str, keys: Iterable[str], near: Span) -> list[tuple[str, str]]:
        """Each actor by its mention nearest to these words; one that the text never names has none."""
        return [
            (role, self._bound(self.kinds[key], [span], key))
            for key in keys
            for span in self.captions.nearest_mention(key, near)
        ]

    def _frame(self, item_id: str, kind: str, trigger: Sequence[Span], parts: Iterable[tuple[str, str]]) -> None:
        """An event of brat; a role that comes again is numbered, as brat does."""
        arguments, counts = [], dict[str, int]()
        for role, target in dict.fromkeys(parts):
            counts[role] = counts.get(role, 0) + 1
            arguments.append(f"{role}{counts[role] if counts[role] > 1 else ''}:{target}")
        mark = self._bound(kind, trigger, item_id)
        self.kept.append(f"{self.events[item_id]}\t{' '.join([f'{kind}:{mark}', *arguments])}")

    def _bound(self, kind: str, spans: Sequence[Span], of: str = "") -> str:
        """The id of the text-bound annotation of these words, written when it is first asked for.

        Args:
            of: What it is about, so that two actors named together have a mark each.
        """
        place = (f"{kind} {of}", tuple(spans))
        if place not in self.bounds:
            mark = self.bounds[place] = self._next("T")
            fragments = list(self._fragments(spans))
            offsets = ";".join(f"{fragment.start} {fragment.stop}" for fragment in fragments)
            words = " ".join(fragment.of(self.text) for fragment in fragments)
            self.kept.append(f"{mark}\t{kind} {offsets}\t{words}")
            if kind == "Topic":
                self._note(mark, of)
        return self.bounds[place]

    def _fragments(self, spans: Iterable[Span]) -> Iterator[Span]:
        for span in sorted(spans):
            for found in FRAGMENT.finditer(span.of(self.text)):
                yield Span(span.start + found.start(), span.start + found.end())

    def _attribute(self, name: str, item_id: str, value: str | None) -> None:
        if value:
            self.kept.append(f"{self._next('A')}\t{name} {self.events[item_id]} {brat_name(value)}")

    def _note(self, target: str, text: str) -> None:
        self.kept.append(f"{self._next('#')}\tAnnotatorNotes {target}\t{folded(text)}")

    def _next(self, letter: str) -> str:
        self.numbers[letter] += 1
        return f"{letter}{self.numbers[letter]}"
