"""Word lists and rules: YAML under `data/`, read into typed values, so that a wrong key is named when it is loaded."""

from importlib.resources import files
from typing import TypeVar

import msgspec

from readout.model.errors import FactsError

Kind = TypeVar("Kind")


def load_lexicon(name: str, kind: type[Kind]) -> Kind:
    """The file `data/lexicon/<name>.yaml` as a value of `kind` (a msgspec struct).

    Raises:
        FactsError: The file cannot be read as that; the message names the file, the key and what is wrong.
    """
    file = f"lexicon/{name}.yaml"
    return parse_lexicon((files("readout") / "data" / file).read_text(encoding="utf-8"), kind, file)


def parse_lexicon(text: str, kind: type[Kind], file: str) -> Kind:
    """The same for the text of a file that may lie anywhere; `file` is how errors name it."""
    try:
        value: Kind = msgspec.yaml.decode(text, type=kind)
    except msgspec.ValidationError as error:
        problem, _, key = str(error).partition(" - at `")
        raise FactsError(file, key.rstrip("`") or "$", problem) from error
    except msgspec.DecodeError as error:
        raise FactsError(file, "$", f"not YAML: {error}") from error
    return value
