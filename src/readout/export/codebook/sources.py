"""What the source of the model says of itself: docstrings, fields, members and the comments behind them."""

import ast
import inspect
import io
import re
import tokenize
from collections.abc import Mapping
from types import ModuleType
from typing import NamedTuple


class Member(NamedTuple):
    """A member of a closed set; `comment` is what stands behind it in its line."""

    value: str
    comment: str


class Described(NamedTuple):
    """A class as its source describes it.

    Attributes:
        about: The docstring as far as `Attributes:`, paragraphs divided by empty lines.
        attributes: From field to what the docstring says of it.
        fields: From field to its annotation.
        members: Those of an enumeration.
        base: The first base class as written.
    """

    name: str
    about: str
    attributes: Mapping[str, str]
    fields: Mapping[str, str]
    members: tuple[Member, ...]
    base: str


def classes_of(module: ModuleType) -> dict[str, Described]:
    """Every class of the module, by name, in the order of its source."""
    source = inspect.getsource(module)
    comments = {
        token.start[0]: token.string.lstrip("# ")
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT
    }
    found = (node for node in ast.parse(source).body if isinstance(node, ast.ClassDef))
    return {node.name: _described(node, comments) for node in found}


def _described(node: ast.ClassDef, comments: Mapping[int, str]) -> Described:
    about, _, rest = (ast.get_docstring(node) or "").partition("\n\nAttributes:\n")
    return Described(
        name=node.name,
        about=about,
        attributes=_attributes(rest),
        fields={
            each.target.id: ast.unparse(each.annotation)
            for each in node.body
            if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
        },
        members=tuple(
            Member(str(each.value.value), comments.get(each.lineno, ""))
            for each in node.body
            if isinstance(each, ast.Assign) and isinstance(each.value, ast.Constant)
        ),
        base=ast.unparse(node.bases[0]) if node.bases else "",
    )


def _attributes(text: str) -> dict[str, str]:
    """From name to text of lines such as `name: text`, whose further lines are indented more."""
    items = re.findall(r"^ {4}(\w+): (.*(?:\n {5,}.*)*)", text, re.MULTILINE)
    return {name: " ".join(described.split()) for name, described in items}
