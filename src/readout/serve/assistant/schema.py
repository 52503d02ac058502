"""JSON Schema (https://json-schema.org/draft/2020-12) of arguments and answers, and arguments made from JSON."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

import msgspec

from readout.model.errors import InputError

Arguments = TypeVar("Arguments", bound=msgspec.Struct)
FIELD = re.compile(r"`\$\.(\w+)")
NULL = {"type": "null"}


def schema_of(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """An object at the root, as the protocol wants it; what it refers to is in `$defs`."""
    _, components = msgspec.json.schema_components((kind,), ref_template="#/$defs/{name}")
    for component in components.values():
        if "description" in component:
            component["description"] = " ".join(component["description"].split())
    root = components.pop(kind.__name__)
    return {**root, "$defs": components} if components else root


@cache
def arguments_schema(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """The same without null: a field that may be null is one that may be left out, which is simpler to read."""
    schema: dict[str, Any] = _without_null(schema_of(kind))
    schema.pop("description", None)  # the tool has one of its own
    return schema


def arguments_from(given: Mapping[str, Any] | None, kind: type[Arguments]) -> Arguments:
    """The arguments of a call.

    Null is as good as left out, and a list or number written as a string is read: assistants send both.

    Raises:
        InputError: They do not fit; the message says what does.
    """
    properties = arguments_schema(kind)["properties"]
    arguments = {
        name: _unquoted(value, properties.get(name, {})) for name, value in (given or {}).items() if value is not None
    }
    try:
        return msgspec.convert(arguments, kind, strict=False)
    except msgspec.ValidationError as error:
        raise InputError(f"{error}: {_remedy(str(error), kind)}") from error


def _unquoted(value: object, schema: Mapping[str, Any]) -> object:
    """A list that came as a string of JSON."""
    if schema.get("type") == "array" and isinstance(value, str):
        try:
            return msgspec.json.decode(value, type=list[Any])
        except msgspec.DecodeError:  # it is no list: let the check of the field say so
            return value
    return value


def _remedy(message: str, kind: type[msgspec.Struct]) -> str:
    schema = arguments_schema(kind)
    field = FIELD.search(message)
    if not field:
        return f"the arguments are {', '.join(schema['properties'])}" if schema["properties"] else "there are none"
    values = _values(schema["properties"][field[1]], schema.get("$defs", {}))
    return f"{field[1]} is one of {', '.join(map(str, values))}" if values else f"see {field[1]} in the input schema"


def _values(schema: Any, definitions: Mapping[str, Any]) -> list[Any]:
    """The values that a field, or each item of its list, may have."""
    if "$ref" in schema:
        return _values(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    items = schema.get("items")
    nested = [items] if isinstance(items, dict) else schema.get("anyOf", [])
    return schema.get("enum") or [value for inner in nested for value in _values(inner, definitions)]


def _without_null(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_without_null(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {name: _without_null(value) for name, value in schema.items() if value is not None or name != "default"}
    choices = kept.get("anyOf", [])
    if NULL in choices:
        others = [choice for choice in choices if choice != NULL]
        kept.pop("anyOf")
        kept = {**(others[0] if len(others) == 1 else {"anyOf": others}), **kept}
    return kept
