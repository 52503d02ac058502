"""W3C Web Annotation (https://www.w3.org/TR/annotation-model/): what a record says, each with its places in the text.

A TextPositionSelector counts as Readout's spans do: Unicode code points of the plain text, the first 0, the end not
within (section 4.2.5). Mind that JavaScript counts UTF-16 units: there a character beyond U+FFFF takes two.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from readout.export.captions import Captions
from readout.export.withheld import shown, text_hash
from readout.model.ids import make_id
from readout.model.jsonform import to_dict
from readout.model.record import Record
from readout.model.span import Span

CONTEXT = ("http://www.w3.org/ns/anno.jsonld", {"readout": "urn:readout:"})
AROUND = 32  # code points of prefix and suffix of a quotation
Target = Mapping[str, Any]
Node = dict[str, Any]


def export_web_annotation(records: Iterable[Record], *, without_text: bool = False) -> Iterator[str]:
    """One AnnotationPage in JSON-LD, an annotation a line; its id is a hash of the annotations in it.

    Without text a target has its TextPositionSelector only, otherwise a TextQuoteSelector too.
    """
    yield f'{{"@context": {json.dumps(CONTEXT)}, "type": "AnnotationPage", "items": [\n'
    digest, count, between = blake2b(digest_size=10), 0, ""
    for record in records:
        for annotation in _Annotations(record, without_text).all():
            line = json.dumps(annotation, ensure_ascii=False)
            digest.update(line.encode(errors="surrogatepass"))
            count += 1
            yield between + line
            between = ",\n"
    whole = digest.hexdigest()
    collection = {"id": f"urn:readout:collection-{whole}", "type": "AnnotationCollection", "total": count}
    yield f'\n], "id": "urn:readout:page-{whole}", "partOf": {json.dumps(collection)}}}\n'


class _Annotations:
    """The annotations of one record, in its order."""

    def __init__(self, record: Record, without_text: bool) -> None:
        self.text = None if without_text else record.document.text
        self.record = shown(record, without_text=without_text)
        self.captions = Captions(self.record)
        self.plain = to_dict(self.record)
        document = record.document
        source = {
            "id": f"urn:readout:{document.id}",
            "type": "Text",
            "format": "text/plain",
            "language": document.language,
            "via": document.url,
            "readout:sha256": text_hash(document),
            "readout:source_id": document.source_id,
        }
        self.source = {name: value for name, value in source.items() if value is not None}

    def all(self) -> Iterator[Node]:
        yield from self._actors()
        yield from self._statements()
        yield from self._events()
        yield from self._engagements()

    def _actors(self) -> Iterator[Node]:
        for actor, plain in zip(self.record.actors, self.plain["actors"], strict=True):
            if actor.mentions:
                id = make_id("act", self.record.document.id, actor.key)
                # name and office together may be as the report has them
                title = actor.name if self.text is None else self.captions.introduction(actor.key)
                yield self._annotation(
                    id, "identifying", "Actor", title, plain, self._targets("mention", actor.mentions)
                )

    def _statements(self) -> Iterator[Node]:
        for statement, plain in zip(self.record.statements, self.plain["statements"], strict=True):
            title = f"{self.captions.names(statement.speakers)}: {statement.speech_act}"
            targets = [
                *self._targets("content", statement.content),
                *self._targets("cue", statement.cue),
                *self._targets("speaker", statement.speaker_spans),
            ]
            yield self._annotation(statement.id, "describing", "Statement", title, plain, targets)

    def _events(self) -> Iterator[Node]:
        for event, plain in zip(self.record.events, self.plain["events"], strict=True):
            recipients = f" to {self.captions.names(event.recipients)}" if event.recipients else ""
            title = f"{self.captions.code(event)}: {self.captions.names(event.actors)}{recipients}"
            targets = self._targets("trigger", dict.fromkeys((event.trigger, *event.mentions)))
            yield self._annotation(event.id, "classifying", "Event", title, plain, targets)

    def _engagements(self) -> Iterator[Node]:
        for engagement, plain in zip(self.record.engagements, self.plain["engagements"], strict=True):
            title = f"{self.captions.nature(engagement)}: {self.captions.names(engagement.participants)}"
            targets = self._targets("trigger", dict.fromkeys((engagement.trigger, *engagement.mentions)))
            for account in engagement.accounts:
                targets += [
                    {**target, "readout:topic": topic.label, "readout:side": account.side}
                    for topic in account.topics
                    for target in self._targets("topic", topic.spans)
                ]
            yield self._annotation(engagement.id, "classifying", "Engagement", title, plain, targets)

    def _annotation(
        self, id: str, motivation: str, kind: str, title: str, plain: Node, targets: Sequence[Target]
    ) -> Node:
        """One with two bodies: a caption to read, and the item's plain fields as the record has them."""
        item = {f"readout:{name}": value for name, value in plain.items() if name != "id" and _plain(value)}
        return {
            "id": f"urn:readout:annotation:{id}",
            "type": "Annotation",
            "motivation": motivation,
            "body": [
                {"type": "TextualBody", "purpose": motivation, "format": "text/plain", "value": title},
                {"id": f"urn:readout:{id}", "type": f"readout:{kind}", **item},
            ],
            "target": list(targets),
        }

    def _targets(self, role: str, spans: Iterable[Span]) -> list[Target]:
        return [
            {
                "type": "SpecificResource",
                "source": self.source,
                "readout:role": role,
                "selector": self._selectors(span),
            }
            for span in spans
        ]

    def _selectors(self, span: Span) -> list[Node]:
        position = {"type": "TextPositionSelector", "start": span.start, "end": span.stop}
        if self.text is None:
            return [position]
        quote = {
            "type": "TextQuoteSelector",
            "exact": span.of(self.text),
            "prefix": self.text[max(span.start - AROUND, 0) : span.start],
            "suffix": self.text[span.stop : span.stop + AROUND],
        }
        return [position, quote]


def _plain(value: object) -> bool:
    """Whether it is a text, number or truth, or texts: deeper values would need terms of their own in JSON-LD."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(each, str) for each in value)
    return isinstance(value, str | int | float)
