"""What `readout compare` compares when it is given an archive and ids."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from readout.link.compared import Comparison
    from readout.link.told import ToldEngagement
    from readout.store import Archive, Item

REPORT, ENGAGEMENT = "report", "engagement"


def compare_in_archive(address: str, ids: Sequence[str]) -> "tuple[Comparison, ...]":
    """Comparisons of the engagements that the ids are of; empty when there is nothing to compare.

    Raises:
        InputError: An id is of something else, or of several things.
        NotInArchive: There is none of that id.
    """
    from readout.model.errors import InputError
    from readout.store import open_archive

    with open_archive(address) as archive:
        link_if_needed(archive)
        found = [archive.find(each) for each in ids]
        for item in found:
            if item.what not in (REPORT, ENGAGEMENT):
                raise InputError(f"{item.id}: a {item.what}, no report or engagement: give the id of one")
        return _compared(archive, found)


def link_if_needed(archive: "Archive") -> None:
    """Links an archive that was made before there were links; once, and it says so on stderr."""
    from readout.store.links import is_linked, relink_all

    if not is_linked(archive.connection):
        (count,) = next(archive.connection.rows("SELECT count(*) FROM report WHERE latest = 1"))
        click.echo(f"{archive.address}: linking its {count} reports with each other, which is done once", err=True)
        relink_all(archive.connection)


def _compared(archive: "Archive", found: "Sequence[Item]") -> "tuple[Comparison, ...]":
    from readout.link.comparison import compare, compare_engagement, is_comparable

    engagements = [item for item in found if item.what == ENGAGEMENT]
    if len(found) > 1 and len(engagements) < len(found):
        return compare([archive.record(item.report) for item in found])
    if len(found) > 1:
        groups = [[(item.report, item.id) for item in found]]  # held to be the same by whoever asks
    elif engagements:
        groups = _groups(archive, found[0].report, found[0].id)
    else:
        groups = _groups(archive, found[0].report)
    told = [_told(archive, group) for group in groups]
    return tuple(compare_engagement(each) for each in told if is_comparable(each))


def _groups(archive: "Archive", report: str, engagement: str | None = None) -> list[list[tuple[str, str]]]:
    """Report and id of each engagement that is the same, for one of a report or for all of it, those alone too."""
    from readout.store.links import engagements_shared

    shared: dict[str, list[tuple[str, str]]] = {}
    for row in engagements_shared(archive.connection, report):
        shared.setdefault(str(row["same"]), []).append((str(row["report"]), str(row["engagement"])))
    group_of = {name: group for group in shared.values() for name in group}
    own = [each.id for each in archive.record(report).engagements if engagement in (None, each.id)]
    return [group_of.get((report, each), [(report, each)]) for each in own]


def _told(archive: "Archive", group: Sequence[tuple[str, str]]) -> "list[ToldEngagement]":
    from readout.link.told import ToldEngagement

    found: list[ToldEngagement] = []
    for report, identifier in group:
        record = archive.record(report)
        found.extend(ToldEngagement(record, each) for each in record.engagements if each.id == identifier)
    return found
