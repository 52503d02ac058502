"""The record of one report as HTML for a notebook: the text with its parts marked, tables beside it."""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from readout.export.accounts import Told, by_side, compare
from readout.export.captions import DASH, Captions, country, folded, number, quoted
from readout.export.columns import shorten
from readout.export.marks import Segment, marks_of, segments
from readout.export.markup import Html, element, join, table, words
from readout.model.record import Account, Actor, Document, Engagement, Event, Record, Statement
from readout.model.span import Span
from readout.model.vocabulary import Form, Role

CONTENT_WIDTH = 180  # cells of a statement's content in a table; all of it is marked in the text
ACTOR_HEADS = ("name", "office or kind", "country", "sectors", "mentions", "at")
STATEMENT_HEADS = ("", "speaker and cue", "content", "channel, act, form", "at")
EVENT_HEADS = ("", "type", "CAMEO", "actor → recipient", "words", "when, where", "realis", "claimed by", "at")
MARKS = {"actor": "actor", "cue": "cue", "content": "statement", "trigger": "event"}  # kinds and their names
NO_BREAK = "\N{NO-BREAK SPACE}"


def record_html(record: Record) -> str:
    """One `<div>` with its style inside it: nothing is loaded from elsewhere and nothing runs.

    Places in the tables are links to the words in the text. Colours follow the reader's light or dark scheme.

    Raises:
        SpanError: A span of the record runs past its text.
    """
    return element("div", element("style", _style()), *_Page(record).parts(), class_="readout-record")


@cache
def _style() -> Html:
    return Html(files("readout.export").joinpath("record.css").read_text(encoding="utf-8"))


class _Page:
    """The parts of the page of one record; tables come first, since they decide which words are linked to."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.captions = Captions(record)
        self._anchor = "readout-" + re.sub(r"[^\w-]", "-", record.document.id)
        self._targets: set[int] = set()

    def parts(self) -> tuple[Html, Html]:
        tables = self._tables()
        text = element("div", self._text(), class_="readout-text", dir="auto")
        report = element("div", _legend(), text, class_="readout-report")
        return _heading(self.record.document), element("div", report, tables, class_="readout-columns")

    def _tables(self) -> Html:
        record = self.record
        main_first = sorted(record.engagements, key=lambda engagement: engagement.role is Role.BACKGROUND)
        return element(
            "div",
            *map(self._engagement, main_first),
            table("Statements", STATEMENT_HEADS, map(self._statement, record.statements)),
            table("Events", EVENT_HEADS, map(self._event, record.events)),
            table("Actors", ACTOR_HEADS, map(self._actor, record.actors)),
            class_="readout-tables",
        )

    def _link(self, *spans: Span) -> Html:
        """Places, each a link to its words in the text."""
        self._targets.update(span.start for span in spans)
        links = (
            element("a", words(f"[{span.start}:{span.stop}]"), href=f"#{self._anchor}-{span.start}") for span in spans
        )
        return join(links, Html(" "))

    def _text(self) -> Html:
        marks = list(marks_of(self.record, self.captions))
        return join(map(self._segment, segments(self.captions.text, marks, sorted(self._targets))))

    def _segment(self, segment: Segment) -> Html:
        shown = words(segment.span.of(self.captions.text))
        target = f"{self._anchor}-{segment.span.start}" if segment.span.start in self._targets else None
        kinds = sorted({mark.kind for mark in segment.marks})
        if not kinds and target is None:
            return shown
        titles = " · ".join(dict.fromkeys(mark.title for mark in reversed(segment.marks)))
        classes = " ".join(f"readout-{kind}" for kind in kinds)
        return element("span", shown, class_=classes or None, title=titles or None, id=target)

    def _engagement(self, engagement: Engagement) -> Html:
        captions = self.captions
        background = ", background" if engagement.role is Role.BACKGROUND else ""
        heading = f"{captions.label(engagement.id)} {captions.nature(engagement)}{background}"
        inferred = " (the day of publication)" if engagement.date_inferred else ""
        facts = {
            "who": "; ".join(map(captions.introduction, engagement.participants)),
            "when": captions.period(engagement) + inferred,
            "initiated by": captions.name(engagement.initiator) if engagement.initiator else DASH,
            "host": captions.name(engagement.host) if engagement.host else None,
            "where": ", ".join(folded(part) for part in (engagement.venue, engagement.place) if part),
            "agreed next": captions.labels(engagement.follow_ups),
        }
        pairs = [(element("dt", words(name)), element("dd", words(it))) for name, it in facts.items() if it]
        return element(
            "section",
            element("h4", words(heading), Html(" "), self._link(engagement.trigger)),
            element("dl", *(part for pair in pairs for part in pair)),
            self._accounts(engagement) if engagement.accounts else Html(""),
        )

    def _accounts(self, engagement: Engagement) -> Html:
        """Accounts side by side, a row a topic; with two sides or more, rows say who tells the topic."""
        compares = len(by_side(engagement.accounts)) > 1
        rows: list[list[Html]] = []
        shown = None
        for row in compare(engagement, [[account] for account in engagement.accounts]):
            group = row.group.replace(" ", NO_BREAK) if row.group != shown else ""
            rows.append([*([words(group)] if compares else []), words(folded(row.label)), *map(self._told, row.told)])
            shown = row.group
        heads = [*(["told by"] if compares else []), "topic", *map(self._account_head, engagement.accounts)]
        return table("Topics", heads, rows)

    def _account_head(self, account: Account) -> str:
        statements = self.captions.labels(account.statements)
        return f"{country(account.side)}, {account.channel or DASH}" + (f", {statements}" if statements else "")

    def _told(self, told: Told | None) -> Html:
        if told is None:
            return words(DASH)
        return join((words(f"{told.order}. {told.topic.strength}"), self._link(*told.topic.spans[:1])), Html(" "))

    def _statement(self, statement: Statement) -> Sequence[Html]:
        captions = self.captions
        to = f" → {captions.names(statement.addressees)}" if statement.addressees else ""
        said = words(f"{captions.names(statement.speakers)}{to} ")
        cue = element("span", words(captions.words(statement.cue)), class_="readout-cue")
        closing = "”" if statement.form is Form.DIRECT else ""
        return (
            words(captions.label(statement.id)),
            join((said, cue)),
            words(shorten(captions.content(statement), CONTENT_WIDTH, closing)),
            words(captions.manner(statement)),
            self._link(*statement.cue, *statement.content),
        )

    def _event(self, event: Event) -> Sequence[Html]:
        captions = self.captions
        amount = event.quantity
        counted = f", {number(amount.value)} {folded(amount.unit or '')}".rstrip() if amount else ""
        return (
            words(captions.label(event.id)),
            words(captions.code(event)),
            words(event.cameo or DASH),
            words(f"{captions.names(event.actors)} → {captions.names(event.recipients)}"),
            words(quoted(captions.words([event.trigger])) + counted),
            words(", ".join(folded(part) for part in (event.date, event.place) if part) or DASH),
            words(event.realis),
            words(captions.claimant(event.claimed_by) if event.claimed_by else DASH),
            self._link(event.trigger),
        )

    def _actor(self, actor: Actor) -> Sequence[Html]:
        return (
            words(folded(actor.name)),
            words(folded(actor.office or actor.kind)),
            words(country(actor.country)),
            words(" ".join(actor.sectors) or DASH),
            words(str(len(actor.mentions))),
            self._link(*actor.mentions[:1]),
        )


def _heading(document: Document) -> Html:
    facts = (
        document.source_id if document.title else None,
        document.publisher,
        f"published {document.published or DASH}",
        f"dateline {document.dateline or DASH}",
        f"language {document.language or DASH}",
    )
    return element(
        "header",
        element("h3", words(folded(document.title or document.source_id or document.id))),
        element("p", words(" · ".join(folded(fact) for fact in facts if fact))),
    )


def _legend() -> Html:
    names = (element("span", words(name), class_=f"readout-{kind}") for kind, name in MARKS.items())
    return element("p", words("Marked: "), join(names, Html(" ")), class_="readout-legend")
