"""iCalendar (RFC 5545): engagements as events of a calendar.

An engagement known to the month or year takes all of its days, and none of them counts as busy. One without a date has
no place in a calendar and is left out.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from readout.export.captions import Captions, country_name
from readout.export.located import Located, locate
from readout.export.period import Period, period
from readout.export.withheld import shown, text_hash
from readout.model.record import Account, Engagement, Record
from readout.model.vocabulary import Status

OCTETS = 75  # RFC 5545, 3.1: a content line is folded where it would be longer, its end apart
STATES = {
    Status.HELD: "CONFIRMED",
    Status.PLANNED: "TENTATIVE",
    Status.POSTPONED: "TENTATIVE",
    Status.CANCELLED: "CANCELLED",
}


def export_icalendar(records: Iterable[Record], *, without_text: bool = False) -> Iterator[str]:
    """One VCALENDAR, a chunk a VEVENT, with the properties of `data/columns/icalendar.yaml`."""
    yield _lines(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Readout//Record of diplomacy//EN", "CALSCALE:GREGORIAN"])
    for record in records:
        sha256 = text_hash(record.document)
        seen = shown(record, without_text=without_text)
        captions = Captions(seen)
        for engagement in seen.engagements:
            when = period(engagement.date, engagement.end_date)
            if when:
                yield _lines(_event(engagement, when, seen, captions, sha256))
    yield _lines(["END:VCALENDAR"])


def _event(engagement: Engagement, when: Period, record: Record, captions: Captions, sha256: str) -> Iterator[str]:
    document = record.document
    published = period(document.published)
    yield "BEGIN:VEVENT"
    yield f"UID:{engagement.id}@readout"
    yield f"DTSTAMP:{_day(published.first if published else when.first)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(when.first)}"
    yield f"DTEND;VALUE=DATE:{_day(when.after)}"
    yield f"SUMMARY:{_escaped(f'{captions.nature(engagement)}: {captions.names(engagement.participants)}')}"
    yield f"STATUS:{STATES[engagement.status]}"
    yield "TRANSP:TRANSPARENT"
    yield f"CATEGORIES:{_escaped(engagement.kind)},{_escaped(engagement.status)},{_escaped(engagement.role)}"
    place = ", ".join(dict.fromkeys(part for part in (engagement.venue, engagement.place) if part))
    where = locate(engagement, record)
    if place:
        land = country_name(where.country) if where.country else None
        yield f"LOCATION:{_escaped(place if land in (None, engagement.place) else f'{place}, {land}')}"
    if where.located is Located.TOWN:
        yield f"GEO:{where.latitude:.6f};{where.longitude:.6f}"
    yield f"DESCRIPTION:{_escaped(_described(engagement, record, captions))}"
    if document.url:
        yield f"URL:{_on_one_line(document.url)}"
    yield f"X-READOUT-DATE:{_escaped('/'.join(part for part in (engagement.date, engagement.end_date) if part))}"
    yield f"X-READOUT-DOCUMENT:{_escaped(document.id)}"
    yield f"X-READOUT-SPAN:{engagement.trigger.start}-{engagement.trigger.stop}"
    yield f"X-READOUT-SHA256:{sha256}"
    yield "END:VEVENT"


def _described(engagement: Engagement, record: Record, captions: Captions) -> str:
    lines = [_account(account) for account in engagement.accounts]
    lines += [f"Begun by {captions.name(engagement.initiator)}."] if engagement.initiator else []
    lines += [f"Received by {captions.name(engagement.host)}."] if engagement.host else []
    if engagement.date_inferred:
        lines.append("The date is that of publication: the report gives no day.")
    source = (record.document.title, record.document.publisher, record.document.published, record.document.source_id)
    return "\n".join([*lines, "Report: " + ", ".join(part for part in source if part)])


def _account(account: Account) -> str:
    side = (country_name(account.side) or account.side) if account.side else "No side"
    told = ", ".join(f"{topic.label} ({topic.strength})" for topic in account.topics) or "no topic"
    return f"{side}" + (f" ({account.channel})" if account.channel else "") + f": {told}."


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _escaped(text: str) -> str:
    """A value of type TEXT (RFC 5545, 3.3.11); other control characters are not allowed in one."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(character for character in text if character >= " " and character != "\x7f")


def _on_one_line(address: str) -> str:
    """An address on one line: line ends in it would begin another property."""
    return "".join(address.split())


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _folded(line: str) -> str:
    """A content line in pieces of at most `OCTETS`, cut between characters; those after the first open with a blank."""
    pieces, taken = [""], 0
    for character in line:
        size = len(character.encode(errors="replace"))
        if taken + size > OCTETS:
            pieces.append(" ")
            taken = 1
        pieces[-1] += character
        taken += size
    return "\r\n".join(pieces)
