"""GeoJSON (RFC 7946): events and engagements as features of a map.

What has no coordinates has `geometry` null, as RFC 7946 section 3.2 provides for features without a location: a point
in the middle of a country would say more than the report does. The property `located` tells why.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from readout.export.captions import Captions
from readout.export.located import Located, Location, locate
from readout.export.table_columns import Row, described_tables
from readout.export.withheld import shown, text_hash
from readout.model.record import Engagement, Event, Record
from readout.model.span import Span

BETWEEN = "; "  # lists are one text each: few mapping tools read arrays


def export_geojson(records: Iterable[Record], *, without_text: bool = False) -> Iterator[str]:
    """One FeatureCollection, a feature a line; its properties are those of `data/columns/geojson.yaml`."""
    yield '{"type": "FeatureCollection", "features": [\n'
    between = ""
    for record in records:
        same = _same(record)
        seen = shown(record, without_text=without_text)
        captions = Captions(seen)
        for event in seen.events:
            yield between + _feature(locate(event, seen), {**same, **_event(event, captions, without_text)})
            between = ",\n"
        for engagement in seen.engagements:
            rest = _engagement(engagement, captions, without_text)
            yield between + _feature(locate(engagement, seen), {**same, **rest})
            between = ",\n"
    yield "\n]}\n"


def _feature(location: Location, row: Row) -> str:
    geometry = None
    if location.located is Located.TOWN:
        geometry = {"type": "Point", "coordinates": [location.longitude, location.latitude]}
    row = {**row, "located": location.located, "place_country": location.country}
    properties = {column.name: row.get(column.name) for column in described_tables("geojson")["properties"]}
    feature = {"type": "Feature", "id": row["id"], "geometry": geometry, "properties": properties}
    return json.dumps(feature, ensure_ascii=False)


def _same(record: Record) -> Row:
    document = record.document
    return {
        "document_id": document.id,
        "text_sha256": text_hash(document),
        "source_id": document.source_id,
        "url": document.url,
        "published": document.published,
    }


def _event(event: Event, captions: Captions, without_text: bool) -> Row:
    return {
        "id": event.id,
        "what": "event",
        "kind": event.event_type,
        "mode": event.mode,
        "cameo": event.cameo,
        "goldstein": event.goldstein,
        "status": event.realis,
        "claimed": event.claimed_by is not None,
        **_people("actors", event.actors, captions),
        **_people("recipients", event.recipients, captions),
        "date": event.date,
        "place": event.place,
        "topics": _joined(event.contexts),
        **_words(event.trigger, captions, without_text),
    }


def _engagement(engagement: Engagement, captions: Captions, without_text: bool) -> Row:
    return {
        "id": engagement.id,
        "what": "engagement",
        "kind": engagement.kind,
        "status": engagement.status,
        **_people("actors", engagement.participants, captions),
        "date": engagement.date,
        "end_date": engagement.end_date,
        "place": engagement.place,
        "venue": engagement.venue,
        "topics": _joined(dict.fromkeys(topic.label for account in engagement.accounts for topic in account.topics)),
        **_words(engagement.trigger, captions, without_text),
    }


def _people(name: str, keys: Sequence[str], captions: Captions) -> Mapping[str, str | None]:
    return {
        name: _joined(map(captions.name, keys)),
        f"{name}_countries": _joined(captions.sides(keys)),
    }


def _words(trigger: Span, captions: Captions, without_text: bool) -> Row:
    words = None if without_text else captions.words([trigger])
    return {"start": trigger.start, "stop": trigger.stop, "words": words}


def _joined(items: Iterable[str]) -> str | None:
    return BETWEEN.join(items) or None
