"""A statement, event or engagement for a person: what is known of it, its words in their place, and why."""

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from readout.export.captions import DASH, Captions, folded, number
from readout.model.errors import InputError
from readout.model.jsonform import to_dict
from readout.model.record import Record

if TYPE_CHECKING:
    from readout.store import Item

LABEL = 16  # cells of the first column
AROUND = 120  # characters of the text on either side of the words
MARKED = "»{}«"
OF_ACTORS = {"speakers", "addressees", "actors", "recipients", "participants", "initiator", "host"}
PLACES = {"speaker_spans", "cue", "content", "trigger", "sentence", "mentions"}
NOT_FIELDS = {"id", "evidence", "accounts", "topics", "quantity", *PLACES}


def part_of(record: Mapping[str, Any], item: "Item") -> dict[str, Any]:
    """What the JSON of a record has of an item, with the id of its report. Raises `InputError` if it lacks it."""
    found = next((each for each in record[f"{item.what}s"] if each["id"] == item.id), None)
    if found is None and item.rejected:
        remedy = "--as-read shows what was read, `readout corrections` what was said of it"
        raise InputError(f"{item.id}: rejected by {item.rejected}: {remedy}")
    if found is None:
        raise InputError(f"{item.id}: the record as it was read has no such {item.what}: leave out --as-read")
    return {"report": item.report, **found}


def item_lines(record: Record, item: "Item", width: int) -> Iterator[str]:
    """The page, without line ends."""
    part, captions, document = part_of(to_dict(record), item), Captions(record), record.document
    yield f"{item.what.upper()} {item.id}"
    source = (document.title, document.publisher, document.published, document.url)
    yield from _row("of", " · ".join([item.report, *(folded(each) for each in source if each)]), width)
    yield ""
    for name, value in part.items():
        if name in NOT_FIELDS or name == "report" or value in (None, [], ""):
            continue
        yield from _row(name, _value(name, value, captions), width)
    if quantity := part.get("quantity"):
        yield from _row("quantity", f"{number(quantity['value'])} {quantity['unit'] or ''}".strip(), width)
    for account in part.get("accounts", ()):
        told = "; ".join(f"{folded(topic['label'])} ({topic['strength']})" for topic in account["topics"])
        yield from _row(f"account of {account['side'] or DASH}", told or DASH, width)
    yield ""
    yield from _row("words", _in_place(document.text, part), width)
    for name, because in sorted(part.get("evidence", {}).items()):
        words = " … ".join(folded(document.text[start:stop]) for start, stop in because.get("spans", ()))
        sure = because.get("confidence")
        parts = (f"“{words}”" if words else "", because.get("by", ""), "" if sure is None else f"{sure:.2f}")
        yield from _row(f"why {name}", " · ".join(filter(None, parts)), width)


def _value(name: str, value: Any, captions: Captions) -> str:
    if name in OF_ACTORS:
        return captions.names([value] if isinstance(value, str) else value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else folded(str(value))


def _in_place(text: str, part: Mapping[str, Any]) -> str:
    """The words of the item, marked, with the text around them."""
    spans = part.get("content") or part.get("cue") or [part["trigger"]]
    start, stop = spans[0][0], spans[-1][1]
    before = ("…" if start > AROUND else "") + text[max(start - AROUND, 0) : start]
    behind = text[stop : stop + AROUND] + ("…" if stop + AROUND < len(text) else "")
    return f"{folded(before + MARKED.format(text[start:stop]) + behind)} [{start}:{stop}]"


def _row(label: str, text: str, width: int) -> Iterator[str]:
    room = max(width - LABEL, 40)
    lines = wrap(text, room, break_long_words=False, break_on_hyphens=False) or [DASH]
    name = label.replace("_", " ")
    yield f"{name:{LABEL}}{lines[0]}" if len(name) < LABEL else f"{name}  {lines[0]}"
    for line in lines[1:]:
        yield f"{'':{LABEL}}{line}"
