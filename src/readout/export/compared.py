"""The accounts of engagements beside each other: for a person at a terminal, and as JSON."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

import msgspec

from readout.export.accounts import STRENGTHS
from readout.export.captions import DASH, country, folded, place, quoted
from readout.export.columns import GAP, Cell, Page, cells, clip, wrap
from readout.link.compared import (
    Answer,
    Attribution,
    Circumstance,
    ComparedAccount,
    ComparedTopic,
    Comparison,
    Party,
    Report,
    Telling,
    Words,
)

LEAST_WIDTH = 60  # narrower than this, columns are no longer read as columns
LEAST_COLUMN = 22  # cells of an account's column; with more accounts than fit, they stand below each other
LEAST_VERBS = 14  # cells of the verbs of a topic beside its label
MOST_LABEL = 26  # cells of a topic's label
LABEL = 3  # cells for A, B, R1
FIELD = len("participants")
SHARE = len("100 %")
ORDER = 2
VERB_LINES = 2
CONTENT_LINES = 2  # of what is given to both; the rest is in the report
STRENGTH = max(map(len, STRENGTHS))
UNEQUAL = "\N{NOT EQUAL TO}"
LEGEND = "[start:end] is where the words stand in that report: characters of its text counted from 0, as in the JSON."


def comparisons_json(comparisons: Iterable[Comparison]) -> bytes:
    """One indented array in UTF-8, without a line end; the same comparisons give the same bytes."""
    return msgspec.json.format(msgspec.json.encode(tuple(comparisons)), indent=2)


def render_comparisons(comparisons: Sequence[Comparison], width: int = 100, colour: bool = False) -> str:
    """Every comparison as lines of text, all words with the report and the place in it.

    Args:
        width: Cells of the terminal; less than 60 is taken as 60.
        colour: Adds ANSI colours; needs rich.
    """
    return "\n\n".join(_render(each, max(width, LEAST_WIDTH), colour) for each in comparisons)


def _render(comparison: Comparison, width: int, colour: bool) -> str:
    page = Page(width, 0, colour)
    sheet = _Sheet(page, comparison)
    sheet.write_heading()
    sheet.write_reports()
    sheet.write_accounts()
    sheet.write_topics()
    sheet.write_circumstances("Disagreements", comparison.disagreements, UNEQUAL)
    sheet.write_circumstances("Not in dispute", comparison.circumstances, "")
    sheet.write_attributions("Given to both sides", comparison.together)
    sheet.write_attributions("Given to the other side", comparison.of_others)
    return str(page)


class _Sheet:
    """Writes one comparison; knows reports as R1, R2 and accounts as A, B."""

    def __init__(self, page: Page, comparison: Comparison) -> None:
        self.page = page
        self.comparison = comparison
        self.reports = {report.document: f"R{number}" for number, report in enumerate(comparison.reports, start=1)}
        self.accounts = {account.number: account for account in comparison.accounts}

    def write_heading(self) -> None:
        told = self.comparison.kinds, self.comparison.statuses, self.comparison.dates
        heading = ", ".join(" / ".join(each) or DASH for each in told)
        self.page.write(heading[:1].upper() + heading[1:], "title")
        for party in self.comparison.parties:
            self.page.write(_introduction(party))

    def write_reports(self) -> None:
        self._section("Reports")
        for report in self.comparison.reports:
            self._row(self.reports[report.document], Cell(_named(report), self._room()))
        self.page.write(LEGEND, "quiet")

    def write_accounts(self) -> None:
        self._section("Accounts", empty=not self.accounts)
        several = len(self.reports) > 1
        for account in self.accounts.values():
            carried = f" in {self.reports[account.document]}" if several else ""
            head = f"{country(account.side)}, {account.channel or DASH}{carried}"
            self._row(_letter(account.number), Cell(f"{head}: {_space(account)}", self._room()))

    def write_topics(self) -> None:
        shared = [topic for topic in self.comparison.topics if topic.shared]
        rest = [topic for topic in self.comparison.topics if not topic.shared]
        if len(self.accounts) > 1:
            several = len(self.comparison.sides) > 1
            self._section("Told by every side" if several else "Told by every account", empty=not shared)
            self._write_table(shared)
        for sides in dict.fromkeys(topic.sides for topic in rest):
            self._section(f"Told only by {_joined(sides) or DASH}")
            self._write_list([topic for topic in rest if topic.sides == sides])

    def _write_table(self, topics: Sequence[ComparedTopic]) -> None:
        label = min(MOST_LABEL, max((cells(topic.label) for topic in topics), default=0))
        column = (self._room() + LABEL - label) // len(self.accounts) - GAP
        if column < LEAST_COLUMN:
            self._write_list(topics)
            return
        if topics:
            heads = [f"{_letter(number)} {account.side or DASH}" for number, account in self.accounts.items()]
            self._columns([], label, [[head] for head in heads], column, style="quiet")
        for topic in topics:
            told = {telling.account: telling for telling in topic.tellings}
            texts = [self._lines(told[number], column) if number in told else [DASH] for number in self.accounts]
            self._columns(wrap(folded(topic.label), label), label, texts, column)

    def _columns(
        self, label: Sequence[str], width: int, texts: Sequence[Sequence[str]], column: int, style: str = "plain"
    ) -> None:
        """A label and a column for each account, line by line; the first line is the weighty one."""
        for number, (name, *parts) in enumerate(zip_longest(label, *texts, fillvalue="")):
            shown = (Cell(text, column, style if not number else "quiet") for text in parts)
            self.page.row(Cell("", 0), Cell(name, width, "strong"), *shown)

    def _lines(self, telling: Telling, width: int) -> list[str]:
        """Order and strength, verbs, places."""
        space = f", {_percent(telling.share)}" if telling.share is not None else ""
        verbs = clip(_verbs(telling.verbs), width, VERB_LINES, _closing(telling))
        return [f"{telling.order} {telling.strength}{space}", *wrap(verbs, width), self._place(telling.words)]

    def _write_list(self, topics: Sequence[ComparedTopic]) -> None:
        """Topics with one row for each telling; in a narrow terminal the topic has a row of its own."""
        places = [cells(self._place(telling.words)) for topic in topics for telling in topic.tellings]
        fixed = LABEL + STRENGTH + SHARE + ORDER + 5 * GAP + max(places, default=0)
        label = min(MOST_LABEL, max((cells(topic.label) for topic in topics), default=0))
        verbs = self._room() + LABEL - fixed - label
        beside = verbs >= LEAST_VERBS
        for topic in topics:
            lines = wrap(folded(topic.label), label)
            if not beside:
                self.page.row(Cell("", 0), Cell(folded(topic.label), self._room(), "strong"))
                lines = []
            for telling, name in zip_longest(topic.tellings, lines):
                head = Cell(name or "", label, "strong") if beside else Cell("", LABEL)
                if telling is None:
                    self.page.row(Cell("", 0), head)
                else:
                    width = verbs if beside else self._room() - STRENGTH - SHARE - ORDER - 4 * GAP
                    self.page.row(Cell("", 0), head, *self._told(telling, width), place=self._place(telling.words))

    def _told(self, telling: Telling, width: int) -> tuple[Cell, ...]:
        """Account, order, strength, space and, in so many cells, verbs."""
        percent = _percent(telling.share) if telling.share is not None else DASH
        return (
            Cell(_letter(telling.account), 1, "code"),
            Cell(f"{telling.order:>{ORDER}}", ORDER, "quiet"),
            Cell(telling.strength, STRENGTH),
            Cell(f"{percent:>{SHARE}}", SHARE, "quiet"),
            Cell(clip(_verbs(telling.verbs), width, VERB_LINES, _closing(telling)), width),
        )

    def write_circumstances(self, title: str, circumstances: Sequence[Circumstance], mark: str) -> None:
        if not circumstances and not mark:
            return
        self._section(title, empty=not circumstances)
        for circumstance in circumstances:
            name = f"{mark} {circumstance.field}".strip()
            for number, answers in enumerate(_alike(circumstance.answers)):
                self._write_answers(name if not number else "", answers)

    def _write_answers(self, name: str, answers: Sequence[Answer]) -> None:
        """What some reports say alike; the reports are named where there are several."""
        several = len(self.reports) > 1
        reports = ", ".join(self.reports[answer.document] for answer in answers) if several else ""
        where = " ".join(text for answer in answers if (text := self._place(answer.words)))
        value = folded(answers[0].value or DASH)
        width = self._room() - FIELD - cells(reports)
        head = Cell("", 0), Cell(name, FIELD + GAP, "strong" if name.startswith(UNEQUAL) else "quiet")
        self.page.row(
            *head, *([Cell(reports, cells(reports), "code")] if several else []), Cell(value, width), place=where
        )

    def write_attributions(self, title: str, attributions: Sequence[Attribution]) -> None:
        if not attributions:
            return
        self._section(title)
        for attribution in attributions:
            accounts = [self.accounts[number] for number in attribution.accounts]
            by = f"{_joined(account.side for account in accounts)} {'says' if len(accounts) == 1 else 'say'}"
            words = " … ".join(map(folded, attribution.words.words))
            text = f"{by} {_joined(attribution.to)} {_verbs(attribution.verbs)}: {words}"
            shown = Cell(clip(text, self._room(), CONTENT_LINES), self._room())
            letters = Cell(",".join(map(_letter, attribution.accounts)), LABEL, "code")
            self.page.row(Cell("", 0), letters, shown, place=self._place(attribution.words))

    def _place(self, words: Words) -> str:
        """`R2[30:42]`, or `[30:42]` where there is but one report; nothing for no words."""
        where = place(*words.spans)
        return f"{self.reports[words.document]}{where}" if where and len(self.reports) > 1 else where

    def _room(self) -> int:
        """Cells behind the margin and a label."""
        return self.page.body - LABEL - 2 * GAP

    def _row(self, label: str, *columns: Cell) -> None:
        self.page.row(Cell("", 0), Cell(label, LABEL, "code"), *columns)

    def _section(self, title: str, empty: bool = False) -> None:
        self.page.blank()
        self.page.write(f"{title.upper()}  {DASH}" if empty else title.upper(), "head")


def _alike(answers: Iterable[Answer]) -> list[list[Answer]]:
    """Answers of the same value together, in order of the first; those that say nothing last."""
    found: dict[str | None, list[Answer]] = {}
    for answer in answers:
        found.setdefault(answer.value, []).append(answer)
    return sorted(found.values(), key=lambda group: group[0].value is None)


def _introduction(party: Party) -> str:
    """Name, office and country, none of them twice."""
    land = country(party.country) if party.country else None
    name = land if land and land.startswith(f"{party.name} (") else party.name
    return folded(", ".join(dict.fromkeys(part for part in (name, party.office, land) if part)))


def _named(report: Report) -> str:
    """Title or source, publisher and day."""
    named = report.title or report.source_id or report.document
    source = report.source_id if report.title else None
    parts = (named, source, report.publisher, report.published or DASH)
    return " · ".join(folded(part) for part in parts if part)


def _joined(sides: Iterable[str | None]) -> str:
    return " and ".join(dict.fromkeys(side or DASH for side in sides))


def _letter(number: int) -> str:
    """A for the first account; past Z the number itself."""
    return chr(ord("A") + number - 1) if number <= ord("Z") - ord("A") + 1 else str(number)


def _space(account: ComparedAccount) -> str:
    statements = "1 statement" if len(account.statements) == 1 else f"{len(account.statements)} statements"
    percent = f", {_percent(account.share)} of the space" if account.share is not None else ""
    return f"{statements}, {account.characters} characters{percent}"


def _percent(part: float) -> str:
    return f"{part:.0%}".replace("%", " %")


def _closing(telling: Telling) -> str:
    return "”" if telling.verbs.words else ""


def _verbs(verbs: Words) -> str:
    """The words that attribute, each once, in typographic quotation marks."""
    words = dict.fromkeys(folded(word).rstrip(":,") for word in verbs.words)
    return quoted(", ".join(words)) if words else DASH
