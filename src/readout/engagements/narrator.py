"""For which side a whole document tells: an official readout for one, a joint statement for all, a report for none."""

from collections.abc import Sequence

from readout.actors import Cast
from readout.engagements.areas import state_named
from readout.engagements.topic_lexicon import TopicWords, topic_words
from readout.facts import load_facts
from readout.model.record import Engagement
from readout.model.vocabulary import Role
from readout.parse import Parsed

BODY_KINDS = frozenset({"ministry", "seat", "metonym"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})  # Penn Treebank
MARKS = '.,:;()"'
WITH = " with "  # stands before the guest in the title of a readout
MOST_WORDS = 6  # of the name of a body


def sides_of(cast: Cast, engagement: Engagement) -> tuple[str, ...]:
    """Countries of the participants, in order."""
    return tuple(
        dict.fromkeys(country for key in engagement.participants if (country := cast.country(key)) is not None)
    )


def narrating_sides(parsed: Parsed, cast: Cast, engagements: Sequence[Engagement]) -> tuple[str, ...]:
    """The sides whose own document this is; none for a report, and where it cannot be told.

    Told by the publisher, the heading, "our" before a state or an office, and the title "readout of ... with ...".
    """
    main = [engagement for engagement in engagements if engagement.role is Role.MAIN]
    sides = tuple(dict.fromkeys(side for engagement in main for side in sides_of(cast, engagement)))
    words = topic_words()
    document = parsed.document
    heading = (document.title or "") + "\n" + _heading(parsed)
    if any(each in heading.lower() for each in words.joint):
        return sides
    named = (
        _side_of_body(document.publisher or "", words)
        or _side_of_heading(parsed, words)
        or _side_of_our(parsed, cast, words)
        or _side_of_title(cast, main, document.title or "", words)
    )
    return (named,) if named in sides else ()


def _heading(parsed: Parsed) -> str:
    """The first paragraph when it is a heading, without a finite verb; else nothing."""
    first = [sentence for sentence in parsed.sentences[:3] if sentence.paragraph == parsed.sentences[0].paragraph]
    if not first or any(token.tag in FINITE for sentence in first for token in parsed.tokens_of(sentence)):
        return ""
    return parsed.text[first[0].start : first[-1].stop]


def dateline_side(parsed: Parsed) -> str | None:
    """The state whose capital the report is filed from."""
    place = (parsed.document.dateline or "").split(",")[0]
    return state_named(place, True) if place else None


def _side_of_heading(parsed: Parsed, words: TopicWords) -> str | None:
    heading = _heading(parsed)
    if not words.official.intersection(_words(heading)):
        return None
    return _side_of_body(heading, words) or dateline_side(parsed)


def _words(text: str) -> list[str]:
    """In lower case, without marks and possessives."""
    plain = (word.strip(MARKS).lower().replace("’", "'") for word in text.split())
    return [word.removesuffix("'s").removesuffix("'") for word in plain]


def _side_of_body(name: str, words: TopicWords) -> str | None:
    """Whose body a name is: one that the register knows, or an official word and the first state beside it."""
    parts = [part.strip(MARKS) for part in name.split()]
    starts = range(len(parts))
    pieces = [
        " ".join(parts[at : at + count])
        for count in range(MOST_WORDS, 0, -1)
        for at in starts[: len(parts) - count + 1]
    ]
    for piece in pieces:
        bodies = {known.country for known in load_facts().named(piece) if known.kind in BODY_KINDS}
        if len(bodies) == 1:
            return bodies.pop()
    if not words.official.intersection(_words(name)):
        return None
    named = ((name.find(piece), state_named(piece.removesuffix("'s").removesuffix("’s"), False)) for piece in pieces)
    return min(((at, state) for at, state in named if state is not None), default=(0, None))[1]


def _side_of_our(parsed: Parsed, cast: Cast, words: TopicWords) -> str | None:
    """The state that the narrator, outside quotation marks, calls "our"."""
    for token in parsed.tokens:
        head = parsed.tokens[token.head]
        ours = token.text.lower() in words.first_person and head.lemma.lower() in words.own
        if not ours or parsed.in_quotes(token.start):
            continue
        for mention in cast.touching(head.span):
            countries = {cast.country(key) for key in mention.keys} - {None}
            if len(countries) == 1:
                return countries.pop()
    return None


def _side_of_title(cast: Cast, main: Sequence[Engagement], title: str, words: TopicWords) -> str | None:
    """Of the two sides the one that a readout's title does not name behind "with"."""
    before, _, behind = title.partition(WITH)
    if not behind or not words.readout.intersection(_words(before)):
        return None
    for engagement in main:
        sides = sides_of(cast, engagement)
        guests = {cast.country(key) for key in engagement.participants if cast.by_key[key].name.split()[-1] in behind}
        hosts = [side for side in sides if side not in guests]
        if guests and len(hosts) == 1:
            return hosts[0]
    return None
