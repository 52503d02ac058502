"""`readout correct`: what a person says of an item of a record."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readout.cli.answer import answer_options
from readout.cli.archive_option import ArchiveCommand, archive_argument
from readout.cli.corrections import tell_unmatched, write_corrections
from readout.cli.talk import Talk, talk_options

if TYPE_CHECKING:
    from readout.link.parts import Part
    from readout.model.record import Record
    from readout.store.correction import Correction

VERDICTS = ("accept", "reject")
BEGIN = {"st-": "statement", "ev-": "event", "en-": "engagement"}  # ids, when the record has no such item any more


@click.command(cls=ArchiveCommand, short_help="Say what is right: accept, reject, change or add an item of a record.")
@archive_argument
@click.argument("report")
@click.argument("item")
@click.argument("said", metavar="accept|reject|FIELD=VALUE...|JSON", nargs=-1, required=True)
@click.option("--by", "made_by", metavar="NAME", required=True, help="Who says so; kept with the correction.")
@click.option("--note", metavar="TEXT", help="Why; kept with the correction.")
@answer_options
@talk_options
def correct(
    archive: str, report: str, item: str, said: tuple[str, ...], made_by: str, note: str | None,
    layout: str | None, output: Path | None, talk: Talk,
) -> None:  # fmt: skip
    """Correct the record of a report. Queries find it as corrected; what was read is kept, and each correction can be
    undone. Corrections hold when the report is read again.

    REPORT is the id of a report or its beginning; ITEM the id of a statement, event or engagement or its beginning,
    or the key of an actor. To add one, ITEM is actor, statement, event or engagement, and what is said its JSON.

    VALUE is JSON or plain words; a list of names may be written with commas, and nothing at all is null. Each field
    is set by itself: whoever changes cameo may have to change goldstein too. All of one call is made, or nothing.

    \b
    Examples:
      readout correct news.db doc-97e9 en-4b1c place=Geneva place_country=CHE --by Ada
      readout correct news.db doc-97e9 en-4b1c participants=berg,rojas initiator=null --by Ada
      readout correct news.db doc-97e9 ev-08aa reject --by Ada --note "a denial, not a threat"
      readout correct news.db doc-97e9 st-11c3 accept --by Ada
      readout correct news.db doc-97e9 event '{"event_type": "AGREE", "actors": ["berg"], "trigger": [180, 185],
        "sentence": [120, 240]}' --by Ada

    Exit status: 0; 1 there is no such item, or a value does not fit (nothing is changed); 2 wrong usage.
    """
    from readout.cli.answer import read_archive
    from readout.store.corrections import correct as make

    with read_archive(archive) as opened:
        document = opened.find(report).report
        asked = _corrections(opened.record(document), item, said, made_by, note)
        made = make(opened, *asked)
        tell_unmatched(opened, document, talk)
    write_corrections(made, layout, output)


def _corrections(
    record: "Record", item: str, said: tuple[str, ...], made_by: str, note: str | None
) -> "list[Correction]":
    from readout.link.parts import Part
    from readout.store.correction import Action, Correction

    report = record.document.id
    if item in list(Part):
        part = Part(item)
        return [
            Correction(report=report, part=part, item="", action=Action.ADD, value=each, made_by=made_by, note=note)
            for each in said
        ]
    part, name = _found(record, item)
    made = []
    for each in said:
        field, equals, words = each.partition("=")
        if each not in VERDICTS and not equals:
            raise click.UsageError(f"{each!r} says nothing of {item}: write accept, reject or FIELD=VALUE.")
        action = Action.CHANGE if equals else Action(each)
        value = json.dumps(_value(part, field, words)) if equals else None
        made.append(
            Correction(
                report=report, part=part, item=name, action=action, field=field if equals else None, value=value,
                made_by=made_by, note=note,
            )
        )  # fmt: skip
    return made


def _found(record: "Record", item: str) -> "tuple[Part, str]":
    """The item of that id or key, or the only one whose id begins so; else what it would be by its id."""
    from readout.link.parts import Part, items_of, name_of

    items = [(part, name_of(each)) for part in Part for each in items_of(record, part)]
    for part, name in items:
        if name == item:
            return part, name
    near = [(part, name) for part, name in items if part is not Part.ACTOR and name.startswith(item)]
    if len(near) > 1:
        raise click.UsageError(f"{item!r} can be {', '.join(name for _, name in near[:5])}: give more of it.")
    return near[0] if near else (Part(BEGIN.get(item[:3], "actor")), item)


def _value(part: "Part", field: str, words: str) -> object:
    """What a person means by some words, by the type of the field."""
    from readout.store.soundness import takes_names, takes_text

    if words in ("", "null"):
        return None
    try:
        value: object = json.loads(words)
    except (ValueError, RecursionError):
        return [each.strip() for each in words.split(",")] if takes_names(part, field) else words
    # 190 is the CAMEO code where text is wanted; "190" in quotation marks is text anyway
    return words if takes_text(part, field) and not isinstance(value, str) else value
