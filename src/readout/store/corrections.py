"""What people said of records, kept for good, and the records with it."""

from collections.abc import Sequence
from typing import Any

import msgspec

from readout.link.difference import plain
from readout.link.parts import Item, Part, find_item, name_of, place_of, type_of
from readout.model.errors import UnreadableRecord
from readout.model.ids import make_id
from readout.model.jsonform import from_json
from readout.model.record import Actor, Record
from readout.store.applying import Applied, Reading, added, apply
from readout.store.archive import Archive
from readout.store.correction import Action, Correction, WrongCorrection
from readout.store.editing import with_name
from readout.store.finding import NotInArchive
from readout.store.rows import with_text, without_text
from readout.store.soundness import Unsound
from readout.store.writing import insert

COLUMNS = tuple(field.name for field in msgspec.structs.fields(Correction))
PREFIXES = {Part.STATEMENT: "st", Part.EVENT: "ev", Part.ENGAGEMENT: "en"}


def correct(archive: Archive, *corrections: Correction) -> tuple[Correction, ...]:
    """Makes corrections, all or none; gives them as they are kept, numbered and dated.

    Raises:
        WrongCorrection: One cannot be made; nothing is changed.
        NotInArchive: The report is not there.
    """
    with archive.changing():
        return tuple(_make(archive, correction) for correction in corrections)


def undo(archive: Archive, *numbers: int) -> tuple[Correction, ...]:
    """Takes the effect of corrections away, of all or none; they are kept, with the time.

    Raises:
        WrongCorrection: One is undone already.
        NotInArchive: There is none of a number, or its report is gone.
    """
    with archive.changing():
        return tuple(_undo(archive, number) for number in numbers)


def corrections(archive: Archive, report: str | None = None, by: str | None = None) -> list[Correction]:
    """All that were made, undone ones too, in their order; only those of a report, or by somebody."""
    asked = [(name, value) for name, value in (("report", report), ("made_by", by)) if value is not None]
    where = " AND ".join(f"{name} = ?" for name, _ in asked)
    sql = f"SELECT {', '.join(COLUMNS)} FROM correction{' WHERE ' + where if where else ''} ORDER BY number"
    rows = archive.connection.named_rows(sql, [value for _, value in asked])
    return [msgspec.convert(dict(row), Correction) for row in rows]


def applied(archive: Archive, report: str) -> Applied:
    """The record of a report with all corrections that stand, and those that have no effect on the present reading.

    Raises:
        NotInArchive: The report is not there.
    """
    read, standing = archive.record(report, corrected=False), _standing(archive, report)
    return apply(read, standing, former_readings(archive, read) if standing else ())


def former_readings(archive: Archive, read: Record) -> list[Reading]:
    """The readings of a report before the present one, the oldest first.

    One in a form that this Readout no longer reads is left out: a correction that needs it is told as unmatched.
    """
    number = archive.number_of(read.document.id)
    sql = "SELECT json, replaced FROM former_record WHERE report = ? ORDER BY replaced"
    readings = []
    for line, replaced in archive.connection.rows(sql, (number,)):
        try:
            record = from_json(str(line))
        except UnreadableRecord:
            continue
        readings.append(Reading(with_text(record, read.document.text), str(replaced)))
    return readings


def keep(archive: Archive, report: str, record: Record) -> None:
    """Makes this the record of a report as people have it; runs in the transaction that is open."""
    number = archive.number_of(report)
    same = record == archive.record(report, corrected=False)
    line = None if same else without_text(record)
    archive.connection.run("UPDATE record SET corrected = ? WHERE report = ?", (line, number))
    archive.index(number, record)


def _make(archive: Archive, correction: Correction) -> Correction:
    report = correction.report
    read, standing = archive.record(report, corrected=False), _standing(archive, report)
    former = former_readings(archive, read)
    before = apply(read, standing, former).record
    try:
        dated = _dated(correction, before, archive.clock())
    except Unsound as error:
        raise _wrong(correction, error.field, str(error)) from error
    after = apply(read, (*standing, dated), former)
    for unmatched in after.unmatched:
        if unmatched.correction is dated:
            raise _wrong(dated, unmatched.field or dated.field, unmatched.reason)
    values = {name: getattr(dated, name) for name in COLUMNS if name != "number"}
    insert(archive.connection, "correction", values)
    keep(archive, report, after.record)
    ((number,),) = archive.connection.rows("SELECT max(number) FROM correction WHERE report = ?", (report,))
    return msgspec.structs.replace(dated, number=int(number or 0))


def _undo(archive: Archive, number: int) -> Correction:
    correction = _numbered(archive, number)
    if correction.undone is not None:
        raise WrongCorrection(f"{archive.address}: correction {number} is undone since {correction.undone}")
    undone = msgspec.structs.replace(correction, undone=archive.clock())
    archive.connection.run("UPDATE correction SET undone = ? WHERE number = ?", (undone.undone, number))
    keep(archive, correction.report, applied(archive, correction.report).record)
    return undone


def _dated(correction: Correction, before: Record, made: str) -> Correction:
    """The correction with its time and with what it changes, or the whole of what it adds."""
    more: dict[str, Any] = {"made": made, "number": None, "undone": None, "former": None}
    if not correction.made_by.strip():
        raise Unsound("nobody made it: name who did")
    if correction.action is Action.CHANGE and correction.field is None:
        raise Unsound("no field is named: name the one to change")
    if correction.action is Action.ADD:
        item = added(correction)
        item = with_name(item, correction.item or name_of(item) or _new_name(before, correction.part, item))
        more |= {"item": name_of(item), "value": _json(item)}
    elif there := find_item(before, correction.part, correction.item):
        field = correction.field if correction.action is Action.CHANGE else None
        more["former"] = _json(getattr(there, field, None) if field else there)
    return msgspec.structs.replace(correction, **more)


def _new_name(record: Record, part: Part, item: Item) -> str:
    if isinstance(item, Actor):
        raise Unsound("an actor needs a key: give one, such as a family name or the code of a state", "key")
    place = place_of(item)
    where = (place.start, place.stop) if place else ()
    return make_id(PREFIXES[part], record.document.id, *where, type_of(item))


def _wrong(correction: Correction, field: str | None, reason: str) -> WrongCorrection:
    item = f"{correction.part} {correction.item}".strip()
    place = ", ".join(filter(None, (f"report {correction.report}", item, field)))
    return WrongCorrection(f"{place}: {reason}")


def _standing(archive: Archive, report: str) -> Sequence[Correction]:
    return [each for each in corrections(archive, report) if each.undone is None]


def _numbered(archive: Archive, number: int) -> Correction:
    sql = f"SELECT {', '.join(COLUMNS)} FROM correction WHERE number = ?"
    row = next(archive.connection.named_rows(sql, (number,)), None)
    if row is None:
        raise NotInArchive(
            f"{archive.address}: there is no correction {number}: `readout corrections` shows the numbers"
        )
    return msgspec.convert(dict(row), Correction)


def _json(value: object) -> str:
    return msgspec.json.encode(plain(value)).decode()
