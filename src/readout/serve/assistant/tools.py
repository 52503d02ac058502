"""What an assistant may do with an archive. Each tool is a function from an archive and arguments to an answer."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

import msgspec

from readout.export.compared import render_comparisons
from readout.link.compared import Comparison
from readout.link.comparison import compare
from readout.model.errors import InputError, MissingExtra
from readout.model.record import Record
from readout.serve.assistant import answers, arguments
from readout.serve.assistant.records import MOST_BYTES, cut, give_record
from readout.store import Archive, Page, Query
from readout.store.timeline import KINDS

LONGEST_CELL = 400  # characters
LONGEST_WORDS = (400, 100)  # of a comparison; the second when the first are too much
CUT = "..."


class Tool(NamedTuple):
    """A tool as the protocol offers it.

    Attributes:
        run: From the archive and arguments of the kind `asked` to an answer of the kind `answered`.
    """

    name: str
    title: str
    description: str
    asked: type[msgspec.Struct]
    answered: type[msgspec.Struct]
    run: Callable[[Archive, Any], msgspec.Struct]


def search(archive: Archive, asked: arguments.Search) -> answers.Rows:
    query = msgspec.convert(msgspec.structs.asdict(asked), Query)
    return _page(lambda limit: archive.search(msgspec.structs.replace(query, limit=limit)), asked.limit)


def timeline(archive: Archive, asked: arguments.Timeline) -> answers.Rows:
    wrong = [kind for kind in asked.kinds if kind not in KINDS]
    if wrong or not asked.kinds:
        raise InputError(f"kinds {', '.join(wrong)!r}: give some of {', '.join(KINDS)}")
    given = msgspec.structs.asdict(asked)
    del given["limit"]
    return _page(lambda limit: archive.timeline(**given, limit=limit), asked.limit)


def who(archive: Archive, asked: arguments.Who) -> answers.Rows:
    kind = asked.kind and str(asked.kind)
    return _page(lambda limit: archive.who(asked.name, kind=kind, limit=limit, after=asked.after), asked.limit)


def statistics(archive: Archive, _asked: arguments.Statistics) -> answers.Rows:
    return _given(Page(archive.statistics()))


def record(archive: Archive, asked: arguments.RecordOf) -> answers.RecordGiven:
    found = archive.find(asked.id)
    return give_record(archive.record(found.report), asked, None if found.what == "report" else found)


def read(_archive: Archive, asked: arguments.Read) -> answers.RecordGiven:
    return give_record(_read(asked.text, asked.published), asked)


def compare_accounts(archive: Archive, asked: arguments.Compare) -> answers.Comparisons:
    found = [archive.find(identifier) for identifier in dict.fromkeys(asked.ids)]
    wrong = [item.id for item in found if item.what not in ("report", "engagement")]
    if wrong:
        raise InputError(f"{', '.join(wrong)}: give ids of reports or engagements; what is compared are engagements")
    chosen = {item.id for item in found if item.what == "engagement"}
    records = [archive.record(report) for report in dict.fromkeys(item.report for item in found)]
    compared = [each for each in compare(records) if not chosen or chosen & {one.engagement for one in each.reports}]
    if not compared:
        raise InputError(
            "nothing to compare: no engagement is told by two accounts, or by two of these reports: search for "
            "engagements between the two countries about that day, and give the ids of what both sides tell"
        )
    shown = compared[asked.first : asked.first + asked.limit]
    if asked.form is arguments.Form.PRETTY:
        pretty, notes = cut(render_comparisons(shown))
        notes += (*_reports(shown), *_rest(asked.first, len(shown), len(compared)))
        return answers.Comparisons(count=len(compared), pretty=pretty, notes=notes)
    return _comparisons(shown, asked.first, len(compared))


def _comparisons(shown: Sequence[Comparison], first: int, count: int) -> answers.Comparisons:
    """As many as one answer may hold, at least one."""
    for many, longest in ((len(shown), LONGEST_WORDS[0]), (1, LONGEST_WORDS[0]), (1, LONGEST_WORDS[1])):
        comparisons = tuple(msgspec.convert(_shortened(msgspec.to_builtins(each), longest), Comparison)
                            for each in shown[:many])  # fmt: skip
        notes = _rest(first, len(comparisons), count)
        given = answers.Comparisons(count=count, comparisons=comparisons, notes=notes)
        if len(msgspec.json.encode(given)) <= MOST_BYTES:
            break
    if comparisons != tuple(shown[: len(comparisons)]):
        notes += (f"Words that end in {CUT} are cut; their place is whole: `record` with part text gives them.",)
    return msgspec.structs.replace(given, notes=notes)


def _reports(shown: Sequence[Comparison]) -> Iterable[str]:
    """Ids of the reports that a layout calls R1, R2."""
    for number, comparison in enumerate(shown, start=1):
        named = (f"R{place} is {report.document}" for place, report in enumerate(comparison.reports, start=1))
        yield f"comparison {number}: {', '.join(named)}"


def _rest(first: int, shown: int, count: int) -> tuple[str, ...]:
    end = first + shown
    return (f"comparisons {first} to {end} of {count}; first={end} gives those that follow.",) if end < count else ()


def _shortened(value: Any, longest: int) -> Any:
    if isinstance(value, str):
        return value if len(value) <= longest else value[: longest - len(CUT)] + CUT
    if isinstance(value, dict):
        return {name: _shortened(each, longest) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_shortened(each, longest) for each in value]
    return value


def _page(ask: Callable[[int], Page], limit: int) -> answers.Rows:
    """A page; when that is too much for one answer, one of as many rows as fit, and so with the right cursor."""
    page = ask(limit)
    given = _given(page)
    sizes = [len(msgspec.json.encode(row)) for row in given.rows]
    if sum(sizes) <= MOST_BYTES:
        return given
    fit = next(count for count in range(len(sizes), -1, -1) if sum(sizes[:count]) <= MOST_BYTES)
    return _given(ask(max(fit, 1)), f"As many of the {limit} rows as one answer holds; the others are after `next`.")


def _given(page: Page, *notes: str) -> answers.Rows:
    rows = tuple({name: value for name, value in row.items() if value is not None} for row in page.rows)
    shown = tuple(_shortened(row, LONGEST_CELL) for row in rows)
    if shown != rows:
        notes += (f"Words of over {LONGEST_CELL} characters end in {CUT}; `record` with the id gives them.",)
    return answers.Rows(rows=shown, next=page.next, notes=notes)


@lru_cache(maxsize=4)  # an assistant asks for one part of a record after the other
def _read(text: str, published: str | None) -> Record:
    return _reader()(text, published=published)


@cache
def _reader() -> Callable[..., Record]:
    """Raises `MissingExtra` where only what serves an archive is installed."""
    import readout

    try:
        return readout.load().read
    except ImportError as error:
        raise MissingExtra(
            f"reading texts needs the package {error.name}, which is not installed here: pip install readout-diplomacy"
        ) from error


CITE = "Cite words by the report's id and [start, end], characters of its text counted from 0."
TOOLS: Iterable[Tool] = (
    Tool(
        "search",
        "Search the archive",
        "Find reports, or the statements (who said what to whom), events (who did what to whom, in PLOVER and CAMEO "
        "codes) or engagements (calls, meetings, visits ...) read from them; newest first; all filters must hold. "
        "start and stop say where `words` stand in the text of the report. An event may be planned or denied: see "
        f"realis. {CITE}",
        arguments.Search, answers.Rows, search,
    ),
    Tool(
        "record",
        "Give a report's record",
        "What was read from a report, by its id or that of one statement, event or engagement: its text, actors, "
        f"statements, events, engagements, each with quotations. {CITE}",
        arguments.RecordOf, answers.RecordGiven, record,
    ),
    Tool(
        "compare",
        "Compare accounts",
        "How each side tells of the same call, meeting or visit, in one report or several: topics all give and only "
        "one gives, in which order and how strongly, where reports contradict each other, and what is said of the "
        f"other side. Nobody is held to be right. {CITE}",
        arguments.Compare, answers.Comparisons, compare_accounts,
    ),
    Tool(
        "timeline",
        "Timeline of two sides, or of one",
        "Engagements, events and statements between two countries or persons, or of one, day by day. `qualifier` is "
        f"the status of an engagement, the realis of an event, the channel of a statement. {CITE}",
        arguments.Timeline, answers.Rows, timeline,
    ),
    Tool(
        "who",
        "Find actors",
        "Persons, states and bodies of the archive by name or country, with their office, id, how many reports, "
        "statements, events and engagements they have, and from when to when.",
        arguments.Who, answers.Rows, who,
    ),
    Tool(
        "statistics",
        "What the archive holds",
        "How much there is of what in the archive, from which days, publishers, types and channels. Ask this first.",
        arguments.Statistics, answers.Rows, statistics,
    ),
    Tool(
        "read",
        "Read a text",
        "Read one news report that is not in the archive: its record, as `record` gives it. Nothing is stored. The "
        "first call takes some seconds.",
        arguments.Read, answers.RecordGiven, read,
    ),
)  # fmt: skip
