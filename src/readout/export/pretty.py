"""The record of one report for a person at a terminal."""

from collections.abc import Iterable, Sequence

from readout.export.accounts import STRENGTHS, by_side, compare
from readout.export.captions import DASH, Captions, country, folded, number, place, quoted
from readout.export.columns import GAP, Cell, Page, cells, clip, share, shorten
from readout.model.record import Account, Actor, Document, Engagement, Event, Record, Statement
from readout.model.span import hull
from readout.model.vocabulary import Form, Role

LEGEND = "[start:end] is where the words stand: characters of the text counted from 0, as in the JSON."
LEAST_WIDTH = 60  # narrower than this, columns are no longer read as columns
CONTENT_LINES = 3  # of what a statement says; the rest is in the report
INDENT = 2
LABEL = 3  # cells for S1, E12, G3
MARGIN = INDENT + LABEL + GAP
STRENGTH = max(map(len, STRENGTHS))


def render(record: Record, width: int = 100, colour: bool = False) -> str:
    """The record as lines of text, each part of it with its place in the report.

    Args:
        width: Cells of the terminal; less than 60 is taken as 60.
        colour: Adds ANSI colours; needs rich.

    Raises:
        SpanError: A span of the record runs past its text.
    """
    widest_place = 2 * len(str(len(record.document.text))) + len("[:]")
    page = Page(max(width, LEAST_WIDTH), widest_place, colour)
    captions = Captions(record)
    main = [engagement for engagement in record.engagements if engagement.role is Role.MAIN]
    background = [engagement for engagement in record.engagements if engagement.role is Role.BACKGROUND]
    _write_heading(page, record.document)
    _write_engagements(page, "Engagements", main, captions)
    _write_actors(page, record.actors)
    _write_statements(page, record.statements, captions)
    _write_events(page, record.events, captions)
    if background:
        _write_engagements(page, "Background engagements", background, captions)
    return str(page)


def _write_heading(page: Page, document: Document) -> None:
    page.write(folded(document.title or document.source_id or document.id), "title")
    facts = [
        document.source_id if document.title else None,
        document.publisher,
        f"published {document.published or DASH}",
        f"dateline {document.dateline or DASH}",
        f"language {document.language or DASH}",
    ]
    page.write(" · ".join(folded(fact) for fact in facts if fact))
    page.write(LEGEND, "quiet")


def _write_section(page: Page, title: str, items: Sequence[object]) -> None:
    page.blank()
    page.write(title.upper() if items else f"{title.upper()}  {DASH}", "head")
    page.blank()


def _write_row(page: Page, label: str, *columns: Cell, place: str) -> None:
    """Columns behind the margin, in which a label such as `S1` may stand."""
    page.row(Cell("", INDENT - GAP), Cell(label, LABEL, "code"), *columns, place=place)


def _write_engagements(page: Page, title: str, engagements: Sequence[Engagement], captions: Captions) -> None:
    _write_section(page, title, engagements)
    for engagement in engagements:
        page.blank()
        _write_engagement(page, engagement, captions)
        for account in engagement.accounts:
            page.blank()
            _write_account(page, account, captions)
        if len(by_side(engagement.accounts)) > 1:
            page.blank()
            _write_comparison(page, engagement)


def _write_engagement(page: Page, engagement: Engagement, captions: Captions) -> None:
    """What it was, who took part, and the circumstances."""
    body, name_width = page.body - MARGIN, len("initiated by")
    heading = captions.nature(engagement)
    where = place(engagement.trigger)
    _write_row(page, captions.label(engagement.id), Cell(heading, body, "strong"), place=where)
    for key in engagement.participants:
        where = place(*captions.nearest_mention(key, engagement.trigger))
        _write_row(page, "", Cell(captions.introduction(key), body), place=where)
    for name, value, where in _circumstances(engagement, captions):
        columns = Cell(name, name_width, "quiet"), Cell(value, body - name_width - GAP)
        _write_row(page, "", *columns, place=where)


def _circumstances(engagement: Engagement, captions: Captions) -> Iterable[tuple[str, str, str]]:
    """Name, value and place of what is known of when, by whom and where; when and by whom also if unknown."""

    def because(field: str) -> str:
        reason = engagement.evidence.get(field)
        return place(*reason.spans) if reason else ""

    def known(key: str | None, field: str) -> tuple[str, str]:
        if key is None:
            return DASH, ""
        return captions.name(key), because(field) or place(*captions.nearest_mention(key, engagement.trigger))

    inferred = " (the day of publication; the text gives none)" if engagement.date_inferred else ""
    yield "when", captions.period(engagement) + inferred, because("date")
    yield "initiated by", *known(engagement.initiator, "initiator")
    if engagement.host:
        yield "host", *known(engagement.host, "host")
    if engagement.place:
        yield "place", folded(engagement.place), because("place")
    if engagement.venue:
        yield "venue", folded(engagement.venue), because("venue")
    if engagement.follow_ups:
        yield "agreed next", captions.labels(engagement.follow_ups), because("follow_ups")


def _write_account(page: Page, account: Account, captions: Captions) -> None:
    body, order_width = page.body - MARGIN, 2
    label_width = body - order_width - STRENGTH - 2 * GAP
    told = [span for topic in account.topics for span in topic.spans]
    statements = f": {captions.labels(account.statements)}" if account.statements else ""
    heading = f"Account of {country(account.side)}, {account.channel or DASH}{statements}"
    _write_row(page, "", Cell(heading, body), place=place(hull(told)) if told else "")
    for order, topic in enumerate(account.topics, start=1):
        columns = (
            Cell(f"{order:>{order_width}}", order_width, "quiet"),
            Cell(folded(topic.label), label_width),
            Cell(topic.strength, STRENGTH),
        )
        _write_row(page, "", *columns, place=place(*topic.spans))


def _write_comparison(page: Page, engagement: Engagement) -> None:
    """A table of topics against sides: who tells it, and how strongly at most."""
    sides = by_side(engagement.accounts)
    rows = compare(engagement, list(sides.values()))
    room = page.body - MARGIN - (STRENGTH + GAP) * len(sides) - GAP
    tabular = room >= LEAST_WIDTH // 3  # else the sides are too many for columns
    heads = [Cell(side or DASH, STRENGTH, "quiet") for side in sides]
    widths = _widest([(row.group, folded(row.label)) for row in rows], ("told by", ""))
    widths = share(room if tabular else page.body - MARGIN - 2 * GAP - LEAST_WIDTH // 3, widths)
    _write_row(page, "", *_group_cells("told by", "", widths), *(heads if tabular else ()), place="")
    shown = None
    for row in rows:
        strengths = [told.topic.strength if told else DASH for told in row.told]
        if tabular:
            columns = [Cell(strength, STRENGTH) for strength in strengths]
        else:
            told_by = (f"{side or DASH} {it}" for side, it in zip(sides, strengths, strict=True) if it != DASH)
            columns = [Cell(", ".join(told_by), page.body - MARGIN - sum(widths) - 2 * GAP)]
        group = _group_cells(row.group if row.group != shown else "", folded(row.label), widths)
        where = place(*(span for told in row.told if told for span in told.topic.spans[:1]))
        _write_row(page, "", *group, *columns, place=where)
        shown = row.group


def _group_cells(group: str, label: str, widths: Sequence[int]) -> tuple[Cell, Cell]:
    return Cell(group, widths[0], "quiet"), Cell(label, widths[1])


def _widest(rows: Sequence[tuple[str, ...]], heads: tuple[str, ...]) -> list[int]:
    """Cells that the widest text of each column takes."""
    return [max(map(cells, column)) for column in zip(heads, *rows, strict=True)]


def _write_actors(page: Page, actors: Sequence[Actor]) -> None:
    _write_section(page, "Actors", actors)
    rows = [
        (
            folded(actor.name),
            folded(actor.office or actor.kind),
            country(actor.country),
            " ".join(actor.sectors) or DASH,
            f"{len(actor.mentions):>3} \N{MULTIPLICATION SIGN}",
        )
        for actor in actors
    ]
    widths = share(page.body - INDENT - 4 * GAP, _widest(rows, ("",) * 5))
    for actor, row in zip(actors, rows, strict=True):
        name, *others = [Cell(text, width) for text, width in zip(row, widths, strict=True)]
        page.row(Cell("", INDENT - GAP), name._replace(style="strong"), *others, place=place(*actor.mentions[:1]))


def _write_statements(page: Page, statements: Sequence[Statement], captions: Captions) -> None:
    _write_section(page, "Statements", statements)
    body = page.body - MARGIN
    rows = [(_said(statement, captions), captions.manner(statement)) for statement in statements]
    column, _ = share(body - GAP, _widest(rows, ("", "")))
    for statement, (said, manner) in zip(statements, rows, strict=True):
        page.blank()
        # A long name may push the manner to the right as far as it goes, before it is wrapped.
        width = max(column, min(cells(said), body - GAP - cells(manner)))
        heading = Cell(said, width, "strong"), Cell(manner, body - GAP - width)
        _write_row(page, captions.label(statement.id), *heading, place=place(*statement.cue))
        closing = "”" if statement.form is Form.DIRECT else ""
        content = clip(captions.content(statement), body, CONTENT_LINES, closing)
        _write_row(page, "", Cell(content, body), place=place(*statement.content))


def _said(statement: Statement, captions: Captions) -> str:
    """Speaker, addressee if there is one, and cue."""
    to = f" → {captions.names(statement.addressees)}" if statement.addressees else ""
    return f"{captions.names(statement.speakers)}{to} {captions.words(statement.cue)}".rstrip()


def _write_events(page: Page, events: Sequence[Event], captions: Captions) -> None:
    _write_section(page, "Events", events)
    body = page.body - MARGIN
    rows = [
        (
            captions.code(event),
            event.cameo or DASH,
            f"{captions.names(event.actors)} → {captions.names(event.recipients)}",
        )
        for event in events
    ]
    widths = share(body - 2 * GAP, _widest(rows, ("",) * 3))
    for event, row in zip(events, rows, strict=True):
        page.blank()
        code, cameo, dyad = (Cell(text, width, "code") for text, width in zip(row, widths, strict=True))
        heading = code, cameo, dyad._replace(style="strong")
        _write_row(page, captions.label(event.id), *heading, place=place(event.sentence))
        for text, where in _event_facts(event, captions):
            _write_row(page, "", Cell(text, body), place=where)


def _event_facts(event: Event, captions: Captions) -> Iterable[tuple[str, str]]:
    """The lines under an event, each with its place: words, quantity, claimant."""
    words = quoted(shorten(captions.words([event.trigger]), 60))
    parts = (words, event.date, event.place, event.realis, *event.contexts)
    yield " · ".join(folded(part) for part in parts if part), place(event.trigger)
    if event.quantity:
        amount = f"{number(event.quantity.value)} {folded(event.quantity.unit or '')}"
        yield amount.rstrip(), place(event.quantity.span)
    if event.claimed_by:
        yield f"claimed by {captions.claimant(event.claimed_by)}", place(*captions.cue(event.claimed_by))
