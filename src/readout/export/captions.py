"""What to call the parts of a record where people read them: names for keys, labels for ids, quoted words."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache

from readout.facts import load_facts
from readout.model.record import Engagement, Event, Record, Statement
from readout.model.span import Span
from readout.model.vocabulary import ActorKind, Form

DASH = "\N{EN DASH}"  # stands where a record has nothing


class Captions:
    """Looks up what to call things of one record: `S3` for the third statement, a name for an actor's key."""

    def __init__(self, record: Record) -> None:
        self.text = record.document.text
        self._actors = {actor.key: actor for actor in record.actors}
        self._labels = {
            **_numbered("S", record.statements),
            **_numbered("E", record.events),
            **_numbered("G", record.engagements),
        }
        self._statements = {statement.id: statement for statement in record.statements}

    def label(self, item_id: str) -> str:
        """`S3`, `E1` or `G2`, counted in the order of the record; the id itself when the record lacks it."""
        return self._labels.get(item_id, item_id)

    def labels(self, item_ids: Iterable[str]) -> str:
        """Labels joined by commas, three or more in a row drawn together with a dash."""
        return ", ".join(_runs([self.label(item_id) for item_id in item_ids]))

    def name(self, key: str) -> str:
        actor = self._actors.get(key)
        return folded(actor.name) if actor else key

    def nearest_mention(self, key: str, span: Span) -> tuple[Span, ...]:
        """The mention of an actor with the fewest characters between it and `span`; none without one."""
        actor = self._actors.get(key)
        if actor is None:
            return ()
        after = bisect_left(actor.mentions, span)
        near = actor.mentions[max(after - 1, 0) : after + 1]
        return tuple(sorted(near, key=lambda it: max(it.start - span.stop, span.start - it.stop, 0))[:1])

    def names(self, keys: Iterable[str]) -> str:
        """Names joined by commas; a dash for none."""
        return ", ".join(self.name(key) for key in keys) or DASH

    def introduction(self, key: str) -> str:
        """As in `Ned Price, spokesperson, United States (USA)`; a state by its name."""
        actor = self._actors.get(key)
        if actor is None:
            return key
        if actor.kind is ActorKind.STATE:
            return country(actor.country) if actor.country else folded(actor.name)
        parts = (actor.name, actor.office, country(actor.country) if actor.country else None)
        return ", ".join(folded(part) for part in parts if part)

    def sides(self, keys: Iterable[str]) -> list[str]:
        """Country codes of these actors, each once, in order."""
        actors = (self._actors.get(key) for key in keys)
        return list(dict.fromkeys(actor.country for actor in actors if actor and actor.country))

    def claimant(self, statement_id: str) -> str:
        """Whose claim a statement is and which statement, as in `Ned Price (S17)`."""
        statement = self._statements.get(statement_id)
        return f"{self.names(statement.speakers if statement else ())} ({self.label(statement_id)})"

    def cue(self, statement_id: str) -> tuple[Span, ...]:
        """The words that attribute the statement of this id; none when the record lacks it."""
        statement = self._statements.get(statement_id)
        return statement.cue if statement else ()

    def nature(self, engagement: Engagement) -> str:
        """Kind and status, as in `Phone call, held`."""
        return f"{engagement.kind.capitalize()}, {engagement.status}"

    def period(self, engagement: Engagement) -> str:
        """A date, or `2021-07-09 to 2021-07-11`; a dash when it is unknown."""
        first, last = engagement.date or DASH, engagement.end_date
        return f"{first} to {last}" if last and last != first else first

    def manner(self, statement: Statement) -> str:
        """Channel, speech act, form and, of a nested statement, the one that it is in."""
        nested = f"in {self.label(statement.nested_in)}" if statement.nested_in else None
        parts = (statement.channel or DASH, statement.speech_act, statement.form, nested)
        return " · ".join(part for part in parts if part)

    def code(self, event: Event) -> str:
        """PLOVER type and, when the words decide it, mode, as in `CONSULT/phone`."""
        return f"{event.event_type}/{event.mode}" if event.mode else str(event.event_type)

    def words(self, spans: Iterable[Span]) -> str:
        """The words of the text on one line, with an ellipsis between spans that stand apart."""
        return " … ".join(folded(span.of(self.text)) for span in spans)

    def content(self, statement: Statement) -> str:
        """What a statement says: in typographic quotation marks when direct, otherwise as it stands."""
        if statement.form is not Form.DIRECT:
            return self.words(statement.content)
        return quoted(" … ".join(unquoted(span.of(self.text)) for span in statement.content))


def _numbered(letter: str, items: Iterable[Statement | Event | Engagement]) -> dict[str, str]:
    return {item.id: f"{letter}{number}" for number, item in enumerate(items, start=1)}


def _runs(labels: list[str]) -> list[str]:
    """Three or more labels that follow one another become the first and the last with a dash between."""
    runs: list[list[str]] = []
    for label in labels:
        if runs and _follows(runs[-1][-1], label):
            runs[-1].append(label)
        else:
            runs.append([label])
    return [part for run in runs for part in ([f"{run[0]}{DASH}{run[-1]}"] if len(run) > 2 else run)]


def _follows(label: str, following: str) -> bool:
    found = re.fullmatch(r"([SEG])(\d+)", label)
    return found is not None and following == f"{found[1]}{int(found[2]) + 1}"


@cache
def country_name(code: str) -> str | None:
    """The short English name of a state, from the facts; None for a code that names none, such as `IGO`."""
    state = load_facts().states.get(code)
    return state.name if state else None


def country(code: str | None) -> str:
    """`Pakistan (PAK)`; the code alone when it names no state, a dash when there is none."""
    if code is None:
        return DASH
    name = country_name(code)
    return f"{name} ({code})" if name else code


def place(*spans: Span) -> str:
    """Where words stand, as `[130:141]`; of more than two places the first and how many more."""
    if len(spans) > 2:
        return f"{place(spans[0])} +{len(spans) - 1}"
    return " ".join(f"[{span.start}:{span.stop}]" for span in spans)


def folded(text: str) -> str:
    """`text` on one line, fit to show: line breaks and runs of space become one space."""
    return printable(" ".join(text.split()))


def printable(text: str) -> str:
    """`text` without what would steer a terminal or a page.

    Controls, lone surrogates and marks that turn the direction of writing become U+FFFD, one for one. Line
    ends and tabs stay.
    """
    return text if text.isascii() and text.isprintable() else "".join(map(_shown, text))


@cache
def _shown(character: str) -> str:
    steers = unicodedata.category(character) in {"Cc", "Cs"} and character not in "\n\t"
    turns = "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069"
    return "\N{REPLACEMENT CHARACTER}" if steers or turns else character


def unquoted(text: str) -> str:
    """`text` on one line without the quotation marks around it and the comma before the last of them."""
    words = folded(text)
    start, stop = 0, len(words)
    while start < stop and _quotes(words[start]):
        start += 1
    while start < stop and _quotes(words[stop - 1]):
        stop -= 1
    return words[start:stop].strip().removesuffix(",")


def _quotes(character: str) -> bool:
    """Whether it is a quotation mark, straight, typographic or East Asian."""
    name = unicodedata.name(character, "")
    return character == "'" or "QUOTATION MARK" in name or "CORNER BRACKET" in name


def quoted(text: str) -> str:
    return f"“{text}”"


def number(value: float) -> str:
    """`2,500,000` or `12.5`: digits in groups, no more decimals than there are."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"
