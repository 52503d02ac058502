"""Full text: what a user types, as the two databases want it.

Words are all wanted; "words in quotes" stand together; OR between two takes either; -word must not be there. Word
forms count as one (English stemming).
"""

import re

from readout.model.errors import InputError
from readout.store.connection import Dialect

TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))', re.ASCII)
# what no database counts as a part of a word, such as a dash of print, finds nothing and is no error
WORD = re.compile(r"[0-9A-Za-z_\u0080-\U0010ffff]+")
OPENED, CLOSED = "[", "]"  # around the words found, in a snippet
SNIPPET_WORDS = 16


def check_words(words: str) -> None:
    """Raises `InputError` when there is no word that has to be there."""
    wanted, _ = _terms(words)
    if not wanted:
        raise InputError(f"words {words!r}: no word to look for: give one that must be there")


def match_value(dialect: Dialect, words: str) -> str:
    """The value to compare with.

    Raises:
        InputError: There is no word that has to be there.
    """
    check_words(words)
    wanted, unwanted = _terms(words)
    if dialect is Dialect.POSTGRESQL:
        # search_for() of the schema: every line must hold
        every = [" or ".join(f'"{term}"' for term in group) for group in wanted]
        return "\n".join([*every, *(f'-"{term}"' for term in unwanted)])
    found = " AND ".join("(" + " OR ".join(f'"{term}"' for term in group) + ")" for group in wanted)
    return found + "".join(f' NOT "{term}"' for term in unwanted)


def matched_rows(dialect: Dialect, table: str) -> tuple[str, str]:
    """The tables that give rows of `report` or `statement` for `matched_here`, and the number they are in order of."""
    if dialect is Dialect.POSTGRESQL:
        return table, f"{table}.number"
    return f"{table}_text JOIN {table} ON {table}.number = {table}_text.rowid", f"{table}_text.rowid"


def matched_here(dialect: Dialect, table: str) -> str:
    """The condition on `matched_rows`; one parameter, `match_value`."""
    return match_condition(dialect, table) if dialect is Dialect.POSTGRESQL else f"{table}_text MATCH ?"


def match_condition(dialect: Dialect, table: str) -> str:
    """SQL that holds where a row of `report` or `statement` has the words; one parameter, `match_value`."""
    if dialect is Dialect.POSTGRESQL:
        return f"{table}.searched @@ search_for(?)"
    return f"{table}.number IN (SELECT rowid FROM {table}_text WHERE {table}_text MATCH ?)"


def snippet(dialect: Dialect, table: str) -> str:
    """SQL of the words found, with some around them; one parameter, `match_value`."""
    column = "text" if table == "report" else "words"
    if dialect is Dialect.POSTGRESQL:
        options = f"StartSel={OPENED}, StopSel={CLOSED}, MaxWords={SNIPPET_WORDS}, MinWords={SNIPPET_WORDS // 2}"
        return f"ts_headline('english', {table}.{column}, search_for(?), '{options}')"
    place = -1 if table == "report" else 0
    return (
        f"(SELECT snippet({table}_text, {place}, '{OPENED}', '{CLOSED}', '…', {SNIPPET_WORDS}) FROM {table}_text "
        f"WHERE {table}_text MATCH ? AND rowid = {table}.number)"
    )


def _terms(words: str) -> tuple[list[list[str]], list[str]]:
    """Groups of alternatives, of each of which one must be there; and what must not."""
    wanted: list[list[str]] = []
    unwanted: list[str] = []
    either = has_or = False
    for minus, quoted, plain in TERM.findall(words):
        if plain == "OR":
            either, has_or = bool(wanted), True
            continue
        term = " ".join(WORD.findall(quoted or plain))
        if not term:
            continue
        if minus:
            unwanted.append(term)
        elif either:
            wanted[-1].append(term)
        else:
            wanted.append([term])
        either = False
    if not wanted and has_or:
        wanted.append(["OR"])  # the word
    return wanted, unwanted
