"""The word list of time expressions, data/lexicon/times.yaml, read and checked once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from readout.model.errors import FactsError

FILE = "lexicon/times.yaml"
PARTS = {"read", "match", "after", "before", "not_after", "not_before"}
MADE_BY_TOKENS = frozenset(
    {
        "iso",
        "slashdate",
        "clock",
        "digitclock",
        "shortyear",
        "amount",
        "fraction",
        "year",
        "possessive",
        "break",
        "dash",
    }
    | {"hyphen", "mark", "comma", "stop", "other_word", "other_capital", "holiday"}
)

Value = int | str | None


class Word(NamedTuple):
    kind: str
    value: Value


class Rule(NamedTuple):
    """A pattern over the letters of token classes, and the name of the reader of what it matches."""

    reader: str
    regex: re.Pattern[str]


@dataclass(frozen=True)
class Lexicon:
    """Words by class, the patterns over classes, and the words that tell past from future."""

    words: Mapping[str, Word]
    phrases: Mapping[str, Sequence[tuple[str, ...]]]  # by first token, longest first
    capital: frozenset[str]
    letters: Mapping[str, str]  # one character for each class
    rules: Sequence[Rule]
    holidays: Mapping[str, Mapping[str, int]]
    ahead: frozenset[str]
    back: frozenset[str]
    ahead_with_to: frozenset[str]
    awaited: frozenset[str]

    def phrase_length(self, words: Sequence[str], place: int) -> int:
        """How many tokens from `place` on are one entry; 1 when none of the longer ones fits."""
        for phrase in self.phrases.get(words[place], ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                return len(phrase)
        return 1


@cache
def load_lexicon() -> Lexicon:
    """The lexicon. Raises `FactsError` with the key that is wrong."""
    data = yaml.safe_load(files("readout").joinpath("data", FILE).read_text("utf-8"))
    for key in ("words", "capital", "groups", "patterns", "holidays", "direction"):
        if not isinstance(data, dict) or key not in data:
            raise FactsError(FILE, key, "missing")
    words = _words(data["words"])
    words |= {name: Word("holiday", name) for name in data["holidays"]}
    split = [(tuple(_pieces(name)), name) for name in words]
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for pieces, _ in sorted(split, key=lambda entry: -len(entry[0])):
        if len(pieces) > 1:
            phrases.setdefault(pieces[0], []).append(pieces)
    kinds = sorted({word.kind for word in words.values()} | MADE_BY_TOKENS)
    if stray := sorted(set(data["capital"]) - set(kinds)):
        raise FactsError(FILE, "capital", f"no class is called {', '.join(stray)}")
    letters = {kind: chr(0x100 + number) for number, kind in enumerate(kinds)}
    return Lexicon(
        words={" ".join(pieces): words[name] for pieces, name in split},
        phrases=phrases,
        capital=frozenset(data["capital"]),
        letters=letters,
        rules=_rules(data["patterns"], data["groups"], letters),
        holidays={" ".join(_pieces(name)): _holiday(name, rule) for name, rule in data["holidays"].items()},
        **_direction(data["direction"]),
    )


def _direction(lists: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    names = {"ahead", "back", "ahead_with_to", "awaited"}
    if set(lists) != names:
        raise FactsError(FILE, "direction", f"needs {', '.join(sorted(names))}")
    return {name: frozenset(words) for name, words in lists.items()}


def _pieces(name: str) -> list[str]:
    """As the tokens of a text are split, so that an entry of more than one word is found."""
    return re.findall(r"[^\W\d_]+(?:['\u2019]t\b)?|(?<=\w)['\u2019]s\b|\S", name.replace("\u2019", "'"))


def _words(classes: Mapping[str, object]) -> dict[str, Word]:
    found: dict[str, Word] = {}
    for kind, entries in classes.items():
        values = dict.fromkeys(entries) if isinstance(entries, list) else entries
        if not isinstance(values, dict):
            raise FactsError(FILE, f"words.{kind}", "neither a list of words nor a mapping from words to values")
        for name, value in values.items():
            if not isinstance(name, str) or name != name.lower():
                raise FactsError(FILE, f"words.{kind}", f"{name!r} is not a word in lower case")
            if name in found:
                raise FactsError(FILE, f"words.{kind}", f"{name!r} is in {found[name].kind} as well")
            if not isinstance(value, int | str | None) or isinstance(value, bool):
                raise FactsError(FILE, f"words.{kind}.{name}", f"{value!r} is neither a whole number nor a word")
            found[name] = Word(kind, value)
    return found


def _holiday(name: str, rule: Mapping[str, int]) -> Mapping[str, int]:
    if set(rule) not in ({"month", "day"}, {"month", "weekday", "nth"}, {"easter"}):
        raise FactsError(FILE, f"holidays.{name}", "needs month and day, or month, weekday and nth, or easter")
    return rule


def _rules(patterns: list[dict[str, str]], groups: Mapping[str, str], letters: Mapping[str, str]) -> list[Rule]:
    rules = []
    for number, entry in enumerate(patterns):
        key = f"patterns[{number}]"
        if not {"read", "match"} <= set(entry) <= PARTS:
            raise FactsError(FILE, key, f"needs read and match, and of the rest only {sorted(PARTS)}")
        part = {name: _spell(text, groups, letters, f"{key}.{name}") for name, text in entry.items() if name != "read"}
        behind = "|".join(f"(?<={one})" for one in _alternatives(part.get("after", "")))
        regex = f"(?:{behind})" if behind else ""
        regex += "".join(f"(?<!{one})" for one in _alternatives(part.get("not_after", "")))
        regex += f"(?:{part['match']})"
        regex += f"(?={part['before']})" if "before" in part else ""
        regex += f"(?!{part['not_before']})" if "not_before" in part else ""
        try:
            rules.append(Rule(entry["read"], re.compile(regex)))
        except re.error as error:
            raise FactsError(FILE, key, f"not a pattern: {error}") from error
    return rules


def _spell(text: str, groups: Mapping[str, str], letters: Mapping[str, str], key: str) -> str:
    """The pattern with a letter for each class, groups written out, spaces dropped."""

    def letter(name: re.Match[str]) -> str:
        if name.group() in letters:
            return letters[name.group()]
        if name.group() in groups:
            return f"(?:{_spell(groups[name.group()], groups, letters, key)})"
        raise FactsError(FILE, key, f"{name.group()!r} is neither a class nor a group")

    return re.sub(r"[a-z_]+", letter, text).replace(" ", "")


def _alternatives(pattern: str) -> list[str]:
    """Split at the bars outside brackets: a look behind takes alternatives of one length only."""
    found, depth = [""], 0
    for char in pattern:
        depth += {"(": 1, ")": -1}.get(char, 0)
        if char == "|" and not depth:
            found.append("")
        else:
            found[-1] += char
    return [one for one in found if one]
