"""GEXF 1.3 (https://gexf.net): who meets whom and who acts on whom, as a network that changes over time.

Only what happened counts: engagements held, and events that are actual or historical. Edges are directed, since most
readers take no mixed graph: an event goes from actor to recipient, an engagement counts once in each direction. The
network is small beside its records, and is written when all of them are counted.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from xml.sax.saxutils import quoteattr

from readout.export.captions import Captions, country_name, printable
from readout.export.period import Period, period
from readout.export.table_columns import Kind, described_tables
from readout.export.withheld import shown
from readout.model.ids import make_id
from readout.model.record import Actor, Record
from readout.model.vocabulary import ActorKind, Realis, Status

HAPPENED = frozenset({Realis.ACTUAL, Realis.HISTORICAL})
XML_TYPES = {Kind.TEXT: "string", Kind.WHOLE: "integer", Kind.NUMBER: "double", Kind.TRUTH: "boolean"}
Pair = tuple[str, str]
Cells = Mapping[str, str | int | float | None]


@dataclass
class Edge:
    """What one node has to do with another, counted.

    Attributes:
        scores: Sum of the Goldstein scores of the events that have one.
        spells: The days of each, from first to last.
    """

    engagements: int = 0
    events: int = 0
    cooperative: int = 0
    conflictual: int = 0
    scores: float = 0.0
    spells: set[Period] = field(default_factory=set)


def export_gexf(records: Iterable[Record], *, without_text: bool = False) -> Iterator[str]:
    """One network of countries and persons, with the attributes of `data/columns/gexf.yaml`."""
    network = Network()
    for record in records:
        network.add(shown(record, without_text=without_text))
    yield from network.lines()


class Network:
    """Nodes and edges of the records added so far."""

    def __init__(self) -> None:
        self._nodes: dict[str, Cells] = {}
        self._edges: dict[Pair, Edge] = {}

    def add(self, record: Record) -> None:
        """Countries act on countries and persons on persons, so that no act counts twice between two nodes."""
        captions = Captions(record)
        actors = {actor.key: actor for actor in record.actors}
        for engagement in record.engagements:
            if engagement.status is Status.HELD:
                when = period(engagement.date, engagement.end_date)
                for pair in self._meetings(engagement.participants, actors, record, captions):
                    edge = self._edge(pair, when)
                    edge.engagements += 1
        for event in record.events:
            if event.realis in HAPPENED:
                when = period(event.date)
                for pair in self._acts(event.actors, event.recipients, actors, record, captions):
                    edge = self._edge(pair, when)
                    edge.events += 1
                    edge.scores += event.goldstein or 0
                    edge.cooperative += (event.goldstein or 0) > 0
                    edge.conflictual += (event.goldstein or 0) < 0

    def lines(self) -> Iterator[str]:
        """The document, a node or an edge a chunk, both in order of their ids."""
        yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
        yield '<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">\n'
        yield from (_declared(name) for name in ("node", "edge"))
        yield "<nodes>\n"
        for id, cells in sorted(self._nodes.items()):
            label = quoteattr(_text(cells["name"]))
            yield f"<node id={quoteattr(_text(id))} label={label}>{_values('node', cells)}</node>\n"
        yield "</nodes>\n<edges>\n"
        for (source, target), edge in sorted(self._edges.items(), key=lambda each: each[0]):
            id, weight = make_id("edge", source, target), edge.engagements + edge.events
            ends = f"source={quoteattr(_text(source))} target={quoteattr(_text(target))}"
            inside = _values("edge", _counted(edge, source)) + _spells(edge.spells)
            yield f'<edge id="{id}" {ends} weight="{weight}">{inside}</edge>\n'
        yield "</edges>\n</graph>\n</gexf>\n"

    def _edge(self, pair: Pair, when: Period | None) -> Edge:
        edge = self._edges.setdefault(pair, Edge())
        if when:
            edge.spells.add(when)
        return edge

    def _meetings(
        self, keys: Sequence[str], actors: Mapping[str, Actor], record: Record, captions: Captions
    ) -> Iterator[Pair]:
        for nodes in self._levels(keys, actors, record, captions):
            yield from permutations(nodes, 2)

    def _acts(
        self, doers: Sequence[str], others: Sequence[str], actors: Mapping[str, Actor], record: Record,
        captions: Captions,
    ) -> Iterator[Pair]:  # fmt: skip
        sources, targets = (self._levels(keys, actors, record, captions) for keys in (doers, others))
        for level, level_targets in zip(sources, targets, strict=True):
            yield from ((source, target) for source in level for target in level_targets if source != target)

    def _levels(
        self, keys: Sequence[str], actors: Mapping[str, Actor], record: Record, captions: Captions
    ) -> tuple[list[str], list[str]]:
        """The nodes of these actors' countries, and of those actors who are persons; each once."""
        countries = captions.sides(keys)
        for code in countries:
            self._nodes[code] = {"name": country_name(code) or code, "level": "country", "country": code}
        persons = []
        for key in keys:
            actor = actors.get(key)
            if actor and actor.kind is ActorKind.PERSON:
                id = actor.person or make_id("act", record.document.id, key)
                cells = {"name": actor.name, "level": "person", "country": actor.country, "office": actor.office}
                self._nodes.setdefault(id, cells)
                persons.append(id)
        return countries, list(dict.fromkeys(persons))


def _counted(edge: Edge, source: str) -> Cells:
    return {
        "engagements": edge.engagements,
        "events": edge.events,
        "cooperative": edge.cooperative,
        "conflictual": edge.conflictual,
        "goldstein": round(edge.scores, 1),
        "level": "country" if country_name(source) or source == "IGO" else "person",
    }


def _declared(name: str) -> str:
    columns = "".join(
        f'<attribute id="{column.name}" title="{column.name}" type="{XML_TYPES[column.kind]}"/>\n'
        for column in described_tables("gexf")[f"{name}s"]
    )
    return f'<attributes class="{name}" mode="static">\n{columns}</attributes>\n'


def _values(name: str, cells: Cells) -> str:
    """`name` of a node is its label, and not repeated."""
    filled = "".join(
        f'<attvalue for="{column.name}" value={quoteattr(_text(cells[column.name]))}/>'
        for column in described_tables("gexf")[f"{name}s"]
        if cells.get(column.name) is not None
    )
    return f"<attvalues>{filled}</attvalues>"


def _spells(spells: Iterable[Period]) -> str:
    inside = "".join(f'<spell start="{first}" end="{last}"/>' for first, last in sorted(spells))
    return f"<spells>{inside}</spells>" if inside else ""


def _text(value: str | int | float | None) -> str:
    """As XML can hold it: without control characters."""
    return printable(str(value))
