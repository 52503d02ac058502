"""Countries as people write them, in the arguments of the verbs that ask an archive."""

import re
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from readout.facts import Facts

CODE = re.compile(r"[A-Z]{3}")
BODIES = "IGO"  # what the record has for an intergovernmental body


def country_code(words: str) -> str:
    """The alpha-3 code of the country that a code, name or adjective such as "Pakistani" means.

    Raises `click.UsageError` that lists the countries where there are several, or says that there is none.
    """
    from readout.facts.search import places_named

    code = words.strip().upper()
    if CODE.fullmatch(words.strip()) or code == BODIES:  # the register takes a third of a second to load
        return code
    known = _register()
    if code in known.states:
        return code
    codes = [each for each in places_named(known, words) if each in known.states]
    if len(codes) == 1:
        return codes[0]
    if codes:
        raise click.UsageError(f"{words!r} can be {', '.join(map(_shown, codes))}: give the code.")
    raise click.UsageError(f"{words!r} is no country that the register knows: `readout facts search` finds its code.")


def actor_name(words: str) -> str:
    """A country's code for the code, name or adjective of one; every other name as it is.

    Raises `click.UsageError` where it is the name of several countries.
    """
    words = words.strip()
    if not words:
        raise click.UsageError("an empty name names nobody.")
    if CODE.fullmatch(words):  # a country, or who is called so: the archive tells
        return words
    known = _register()
    named = [name for name in known.named(words) or known.named(words.title()) if name.id in known.states]
    sure = [name for name in named if name.kind in {"name", "official", "adjective", "demonym", "demonym_plural"}]
    codes = list(dict.fromkeys(name.id for name in [name for name in sure if not name.weak] or sure))
    if len(codes) > 1:
        raise click.UsageError(f"{words!r} can be {', '.join(map(_shown, codes))}: give the code.")
    return codes[0] if codes else words


def _shown(code: str) -> str:
    state = _register().states[code]
    return f"{code} ({state.name})"


def _register() -> "Facts":
    from readout.facts import load_facts

    return load_facts()
