"""Records of all shapes, for properties that hold for every record."""

import msgspec
from hypothesis import strategies as st

from readout.model import record as records
from readout.model.record import Because, Evidence, Record, TopicTable, Versions
from readout.model.span import Span

WORDS = st.text(max_size=6)
SPANS = st.integers(0, 9_000).flatmap(lambda start: st.integers(start + 1, 9_999).map(lambda stop: Span(start, stop)))
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
REASONS = st.builds(Because, spans=st.lists(SPANS, max_size=2).map(tuple), by=WORDS, confidence=st.none() | NUMBERS)


def few(strategy):
    return st.lists(strategy, max_size=2).map(tuple)


def named(strategy):
    return st.dictionaries(WORDS, strategy, max_size=2)


for kind, strategy in {
    str: WORDS,
    float: NUMBERS,
    Span: SPANS,
    Evidence: named(REASONS).map(Evidence),
    TopicTable: named(few(WORDS)).map(TopicTable),
    Versions: named(WORDS).map(Versions),
}.items():
    st.register_type_strategy(kind, strategy)


def structs(kind):
    """Values of a record type with every field filled by its annotation."""
    if kind is Span:
        return SPANS
    return st.builds(kind, **{field.name: _of(field.type) for field in msgspec.structs.fields(kind)})


def _of(annotation):
    origin, inner = getattr(annotation, "__origin__", None), getattr(annotation, "__args__", ())
    if origin is tuple:
        return few(_of(inner[0]))
    if inner:
        return st.one_of([_of(each) for each in inner])
    if annotation is type(None):
        return st.none()
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        return structs(annotation)
    return st.from_type(annotation)


KINDS = [kind for kind in vars(records).values() if isinstance(kind, type) and issubclass(kind, msgspec.Struct)]
RECORDS = structs(Record)
