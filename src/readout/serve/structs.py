"""JSON schemas of the model's types, as they are written: every field is there, and no other."""

from collections.abc import Callable, Iterable
from inspect import cleandoc
from typing import Any, get_args, get_origin

import msgspec
from msgspec import inspect

from readout.model.frozen import FrozenMap

PLAIN: dict[type[inspect.Type], str] = {
    inspect.StrType: "string",
    inspect.IntType: "integer",
    inspect.FloatType: "number",
    inspect.BoolType: "boolean",
    inspect.NoneType: "null",
}


def schemas_of(structs: Iterable[type[msgspec.Struct]], reference: str) -> dict[str, Any]:
    """Schemas by the name of the type, of these types and all that they are made of.

    Args:
        reference: Where a schema will stand, with `{name}`.
    """
    writer = _Writer(reference)
    for struct in structs:
        writer.schema(inspect.type_info(struct))
    return writer.found


class _Writer:
    def __init__(self, reference: str) -> None:
        self._reference = reference
        self.found: dict[str, Any] = {}

    def schema(self, kind: inspect.Type) -> dict[str, Any]:
        match kind:
            case inspect.StructType(array_like=True):
                items = [self.schema(field.type) for field in kind.fields]
                return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
            case inspect.StructType():
                return self._named(kind.cls, lambda: self._object(kind))
            case inspect.EnumType():
                values = [member.value for member in kind.cls]
                return self._named(kind.cls, lambda: {"type": "string", "enum": values})
            case inspect.VarTupleType():
                return {"type": "array", "items": self.schema(kind.item_type)}
            case inspect.UnionType():
                return {"anyOf": [self.schema(each) for each in kind.types]}
            case inspect.CustomType():
                return {"type": "object", "additionalProperties": self.schema(_value_of(kind.cls))}
        return {"type": PLAIN[type(kind)]}

    def _object(self, kind: inspect.StructType) -> dict[str, Any]:
        fields = {field.encode_name: field for field in kind.fields}
        written = [] if kind.cls.__struct_config__.omit_defaults else list(fields)
        return {
            "type": "object",
            "properties": {name: self.schema(field.type) for name, field in fields.items()},
            "required": [name for name, field in fields.items() if name in written or field.required],
            "additionalProperties": False,
        }

    def _named(self, kind: type, made: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        if kind.__name__ not in self.found:
            self.found[kind.__name__] = {}  # a type may be made of itself
            about = {"description": cleandoc(kind.__doc__)} if kind.__doc__ else {}
            self.found[kind.__name__] = made() | about
        return {"$ref": self._reference.format(name=kind.__name__)}


def _value_of(kind: type) -> inspect.Type:
    """What a FrozenMap holds, as its class declares it."""
    (base,) = (base for base in getattr(kind, "__orig_bases__", ()) if get_origin(base) is FrozenMap)
    return inspect.type_info(get_args(base)[0])
