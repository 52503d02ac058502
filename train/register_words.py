"""The part of `train.register` that makes the tables of titles and agent nouns."""

import re
import unicodedata
from pathlib import Path

from train.register_rows import OWN, Row, read_rows, split


def plural_of(title: str) -> str:
    """The plural of a title: of its head noun, which stands before "of", "for", "to" or "in"."""
    found = re.match(r"(.*?)((?: of | for | to | in |-in-chief|[- ]general$| d'affaires|-designate|-elect).*)?$", title)
    head, joint = found.groups() if found else (title, "")
    if head.endswith("man"):
        head = head[:-3] + "men"
    elif re.search(r"[^aeiou]y$", head):
        head = head[:-1] + "ies"
    elif re.search(r"(s|x|ch|sh)$", head):
        head += "es"
    else:
        head += "s"
    return head + (joint or "")


def titles(facts: Path) -> list[Row]:
    rows = [row | {"source": "own"} for row in read_rows(facts / "titles.csv")]
    rows += [row | {"source": "own"} for row in read_rows(OWN / "titles.csv")]
    made: dict[tuple[str, str], Row] = {}
    for row in rows:
        row = row | {
            "words": row.get("title") or row["words"],
            "countries": " ".join(split(row["countries"])),
        }
        for words in spellings(row["words"]):
            made.setdefault((words, row["office"]), row | {"words": words})
    for (words, office), row in list(made.items()):
        if row.get("plural") != "none" and len(words) > 3:
            made.setdefault((plural_of(words), office), row | {"words": plural_of(words)})
    return list(made.values())


def spellings(title: str) -> list[str]:
    """British and American, hyphened and open, with and without accents."""
    forms = [title]
    for old, new in (
        ("defence", "defense"),
        ("-general", " general"),
        (" general", "-general"),
        ("adviser", "advisor"),
        ("counsellor", "counselor"),
        ("^vice ", "vice-"),
        ("centre", "center"),
    ):
        mark = old + "$" if old == " general" else old
        if re.search(mark, title) and not title.startswith(("lieutenant", "major", "brigadier")):
            forms.append(re.sub(mark, new, title))
    forms += [unicodedata.normalize("NFKD", form).encode("ascii", "ignore").decode() for form in forms]
    return list(dict.fromkeys(forms))


def agents(facts: Path) -> list[Row]:
    made: dict[str, Row] = {}
    stems = re.compile(r"\b(minist|attorney gen|sec|the|a|an|of|at|for|to|by|in)$|^(the|a|an) |[^\x20-\x7e]")
    own = [row | {"source": "own"} for row in read_rows(OWN / "agents.csv")]
    gathered = [
        {
            "words": " ".join(row["phrase"].split()),
            "source": row["source"],
            "sectors": "|".join([row["sector"], *split(row["other_sectors"])]),
        }
        for row in read_rows(facts / "agents.csv")
    ]
    for row in own + gathered:
        if not stems.search(row["words"]) or row["source"] == "own":
            made.setdefault(row["words"], row)
    return list(made.values())
