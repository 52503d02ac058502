"""Values on their way to PostgreSQL and back, so that what comes out is what went in, as from SQLite.

PostgreSQL stores no U+0000. A text has U+FDD0 in its place, which Unicode keeps free for such inner use (section 23.7,
noncharacters): one code point for one, so that spans into the stored text stay right. A text that holds U+FDD0 or
U+FDD1 of its own has U+FDD1 and the places of its own U+FDD0 after its end, so that the way back is never in doubt.
"""

from collections.abc import Sequence
from decimal import Decimal

from readout.store.connection import Value

NUL = "\0"
FOR_NUL = "\ufdd0"
OWN_PLACES = "\ufdd1"


def to_postgresql(values: Sequence[Value]) -> tuple[Value, ...]:
    return tuple(_stored(value) if isinstance(value, str) else value for value in values)


def from_postgresql(values: Sequence[object]) -> tuple[Value, ...]:
    return tuple(map(_restored, values))


def _stored(text: str) -> str:
    if FOR_NUL in text or OWN_PLACES in text:
        places = (str(place) for place, sign in enumerate(text) if sign == FOR_NUL)
        text += OWN_PLACES + ",".join(places)
    return text.replace(NUL, FOR_NUL)


def _restored(value: object) -> Value:
    if isinstance(value, str):
        return _with_nul(value) if FOR_NUL in value or OWN_PLACES in value else value
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Decimal):  # a sum of bigint, or an average of whole numbers
        return float(value) if value.as_tuple().exponent else int(value)
    if value is None or isinstance(value, int | float):
        return value
    return str(value)


def _with_nul(stored: str) -> str:
    text, mark, places = stored.rpartition(OWN_PLACES)
    if not mark:
        return stored.replace(FOR_NUL, NUL)
    own = {int(place) for place in places.split(",") if place}
    return "".join(NUL if sign == FOR_NUL and place not in own else sign for place, sign in enumerate(text))
