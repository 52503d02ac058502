"""A text as tokens, each with the one class that the grammar knows it by. Linear in the text."""

import re
from typing import NamedTuple

from readout.parse.times.lexicon import Lexicon, Value

YEARS = range(1000, 2200)  # what four digits may mean
CENTURY_WORDS = range(10, 21)  # "nineteen" in "nineteen ninety-four"


class Token(NamedTuple):
    """A word, number or mark: half-open code points, lower-case text, class and what it stands for."""

    start: int
    stop: int
    text: str
    kind: str
    value: Value = None
    capital: bool = False


SCANNER = re.compile(
    r"""
    (?P<iso>(?<![\w-])[0-9]{4}-[0-9]{2}-[0-9]{2}
        (?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?(?![\w-]))
  | (?P<slashdate>(?<![\w/])
        (?:[0-9]{1,2}/[0-9]{1,2}/(?:[0-9]{4}|[0-9]{2})|[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4})(?![\w/]))
  | (?P<clock>(?<![\w.,:])(?:1[0-2]|0?[1-9])(?:[:.][0-5][0-9])?[ \u00a0]?[AaPp](?:\.[ ]?[Mm]\b\.?|[Mm]\b))
  | (?P<digitclock>(?<![\w.,:])(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?![\w:]))
  | (?P<decade>(?<![\w.,])(?:[0-9]{3}0|['\u2019\u2018`][2-9]0)['\u2019]?s\b)
  | (?P<shortyear>(?<![\w'\u2019\u2018`])['\u2019\u2018`][0-9]{2}(?!\w))
  | (?P<ordinal>(?<![\w.,])[0-9]{1,3}(?:st|nd|rd|th)\b)
  | (?P<amount>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?
        |[0-9]+(?:[.:][0-9]+)+|[0-9]+(?:/[0-9]+){2,})
  | (?P<fraction>(?<![\w/])[1-9]/[2-9](?![\w/])|[½¼¾])
  | (?P<number>[0-9]+)
  | (?P<possessive>(?<=\w)['\u2019]s\b)
  | (?P<word>[^\W\d_]+(?:['\u2019]t\b)?|['\u2019](?:ll|d|re|ve|m)\b)
  | (?P<break>\n[^\S\n]*\n\s*)
  | (?P<dash>[\u2013\u2014]|--+|(?<=\s)-(?=\s))
  | (?P<hyphen>[-\u2010\u2011])
  | (?P<mark>\S)
    """,
    re.VERBOSE,
)
MARKS = {",": "comma", ".": "stop", "!": "stop", "?": "stop"}
FRACTIONS = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4)}


def tokenise(text: str, lexicon: Lexicon) -> list[Token]:
    """The tokens of `text` in order. Blank lines are tokens too, since no expression runs over one.

    Marks that stand side by side are one token, which keeps rows of dots or dashes cheap.
    """
    scanned = [(match.start(), match.end(), match.group(), match.lastgroup) for match in SCANNER.finditer(text)]
    words = [raw.lower().replace("\u2019", "'") for _, _, raw, _ in scanned]
    found: list[Token] = []
    place = 0
    while place < len(scanned):
        start, stop, raw, kind = scanned[place]
        length = lexicon.phrase_length(words, place) if words[place] in lexicon.phrases else 1
        if length > 1:
            stop, kind = scanned[place + length - 1][1], "word"
        name = " ".join(words[place : place + length]) if length > 1 else words[place]
        place += length
        if kind == "word":
            token = _classified(start, stop, name, raw[:1].isupper(), lexicon)
            if token.kind in ("shortmonth", "shortweekday") and text[stop : stop + 1] == ".":
                token = token._replace(stop=stop + 1)
                place += place < len(scanned) and scanned[place][2] == "."
        elif kind == "mark":
            kind = _mark_kind(raw, lexicon)
            if found and kind in ("mark", "stop") and kind == found[-1].kind:
                continue
            token = Token(start, stop, raw, kind)
        else:
            token = _valued(start, stop, name, kind or "mark")
        _append(found, token)
    return found


def _mark_kind(mark: str, lexicon: Lexicon) -> str:
    word = lexicon.words.get(mark)
    return word.kind if word else MARKS.get(mark, "mark")


def _classified(start: int, stop: int, name: str, capital: bool, lexicon: Lexicon) -> Token:
    word = lexicon.words.get(name)
    if word is None or (word.kind in lexicon.capital and not capital and name[0].isalpha()):
        return Token(start, stop, name, "other_capital" if capital else "other_word", None, capital)
    return Token(start, stop, name, word.kind, word.value, capital)


def _valued(start: int, stop: int, text: str, kind: str) -> Token:
    value: Value = None
    match kind:
        case "number":
            value = int(text) if len(text) < 7 else None
            kind = "amount" if value is None else "year" if len(text) == 4 and value in YEARS else "number"
        case "ordinal":
            value = int(text[:-2])
        case "shortyear":
            value = int(text[1:])
        case "decade":
            digits = int(re.sub(r"\D", "", text))
            value = digits if digits > 99 else 1900 + digits
        case "fraction":
            over, under = FRACTIONS.get(text) or (int(text[0]), int(text[-1]))
            value = f"{over}/{under}"
        case "clock" | "digitclock":
            value = _clock(text)
    return Token(start, stop, text, kind, value)


def _clock(text: str) -> str:
    hour, *minute = (int(digits) for digits in re.findall(r"[0-9]+", text))
    if "m" in text:
        hour = hour % 12 + (12 if "p" in text else 0)
    return f"{hour:02d}:{minute[0] if minute else 0:02d}"


def _append(found: list[Token], token: Token) -> None:
    """Adds a token, joining number words ("twenty-five", "nineteen ninety-four") to the one they continue."""
    if token.kind not in ("number", "year"):
        found.append(token)
        return
    if found and found[-1].kind == "currency":
        found.append(token._replace(kind="amount"))
        return
    back = 2 if len(found) > 1 and (found[-1].kind == "hyphen" or found[-1].text == "and") else 1
    before = found[-back] if len(found) >= back else None
    if before and _spelled(token) and _spelled(before):
        linked = back == 2 and found[-1].text == "and"
        joined = _join_numbers(int(before.value or 0), int(token.value or 0), linked)
        if joined:
            del found[-back:]
            kind = "year" if joined in YEARS and joined % 1000 else "number"
            token = Token(before.start, token.stop, f"{before.text} {token.text}", kind, joined, before.capital)
    found.append(token)


def _spelled(token: Token) -> bool:
    return token.kind in ("number", "year") and token.text[0].isalpha() and isinstance(token.value, int)


def _join_numbers(left: int, right: int, linked: bool) -> int | None:
    if linked:
        return left + right if left >= 100 and left % 100 == 0 and right < 100 else None
    if right >= 100:
        return left * right if left < right else None
    if left >= 20 and left % 10 == 0 and right < 10:
        return left + right
    if left >= 100 and left % 100 == 0:
        return left + right
    return left * 100 + right if left in CENTURY_WORDS and 10 <= right < 100 else None
