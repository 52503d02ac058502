"""Records as JSON, in the contract's form, and back without loss."""

from functools import cache
from typing import Any, get_args, get_origin

import msgspec

from readout.model.errors import SpanError, UnreadableRecord
from readout.model.frozen import FrozenMap
from readout.model.record import Record

SCHEMA_VERSION = "1.0"


def to_json(record: Record) -> bytes:
    """One line of UTF-8 JSON without a line end; the same record gives the same bytes."""
    return _encoder().encode(record)


def from_json(line: bytes | str) -> Record:
    """The record that `to_json` wrote.

    Raises:
        UnreadableRecord: The line is not a record; the message names the field.
    """
    try:
        return _decoder().decode(line)
    except (msgspec.MsgspecError, SpanError) as error:
        raise UnreadableRecord(f"not a Readout record: {error}") from error


def to_dict(record: Record) -> dict[str, Any]:
    """The record as plain dicts, lists, strings and numbers."""
    built: dict[str, Any] = msgspec.json.decode(to_json(record))
    return built


@cache
def _encoder() -> msgspec.json.Encoder:
    return msgspec.json.Encoder(enc_hook=plain_value)


@cache
def _decoder() -> msgspec.json.Decoder[Record]:
    return msgspec.json.Decoder(Record, dec_hook=_made)


def plain_value(value: object) -> object:
    """What msgspec's encoders ask for values that they do not know: a mapping that cannot change, as a dict."""
    if isinstance(value, FrozenMap):
        return dict(value)
    raise NotImplementedError(f"{type(value).__name__} has no JSON form")  # what msgspec asks of a hook


def _made(kind: type, value: Any) -> object:
    if isinstance(kind, type) and issubclass(kind, FrozenMap):
        return kind(msgspec.convert(value, dict[str, _value_type(kind)]))  # type: ignore[misc]  # built at run time
    raise NotImplementedError(f"{kind} has no JSON form")  # what msgspec asks of a hook


def _value_type(kind: type) -> Any:
    """The `Value` of a `FrozenMap[Value]` subclass, as declared in its bases."""
    for base in kind.__orig_bases__:  # type: ignore[attr-defined]  # every subclass is declared with its parameter
        if get_origin(base) is FrozenMap:
            return get_args(base)[0]
    raise TypeError(f"{kind.__name__} does not say what it holds")
