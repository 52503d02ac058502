"""For which side a whole document tells: an official readout for one, a joint statement for all, a report for none."""

from collections.abc import Sequence
from itertools import pairwise

from readout.actors import Cast
from readout.engagements.areas import state_named
from readout.engagements.lexicon import engagement_words
from readout.engagements.topic_lexicon import TopicWords, topic_words
from readout.facts import load_facts
from readout.model.record import Engagement
from readout.model.vocabulary import Role
from readout.parse import Parsed, Sentence, Token

BODY_KINDS = frozenset({"ministry", "seat", "metonym"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})  # Penn Treebank
ENDS = '.!?"”'
MARKS = '.,:;()"'
BY_NAME = "name"  # the form of a mention that is not left to coreference
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
        publishing_side(parsed)
        or _side_of_our(parsed, cast, main, words)
        or _side_of_title(cast, main, document.title or "", words)
    )
    return (named,) if named in sides else ()


def publishing_side(parsed: Parsed) -> str | None:
    """The state whose body published the document, by the publisher or the heading; None where neither tells."""
    words = topic_words()
    return _side_of_body(parsed.document.publisher or "", words) or _side_of_heading(parsed, words)


def _heading(parsed: Parsed) -> str:
    """The first paragraph when it is a heading, without a finite verb, or what is before its colon; else nothing."""
    first = [sentence for sentence in parsed.sentences[:3] if sentence.paragraph == parsed.sentences[0].paragraph]
    tokens = [token for sentence in first for token in parsed.tokens_of(sentence)]
    colon = next((number for number, token in enumerate(tokens) if token.text == ":"), len(tokens))
    last = next((number for number, token in enumerate(tokens) if token.tag in FINITE), len(tokens))
    if not tokens or min(colon, len(tokens)) > last or colon == 0:
        return ""
    stop = len(tokens) if last == len(tokens) else colon
    return parsed.text[tokens[0].start : tokens[stop - 1].stop]


def is_heading(parsed: Parsed, sentence: Sentence) -> bool:
    """Whether a sentence is of the first paragraph, which ends without a full stop and has others after it."""
    first = parsed.sentences[0].paragraph
    last = [each for each in parsed.sentences if each.paragraph == first][-1]
    ends = parsed.text[last.stop - 1] in ENDS
    return sentence.paragraph == first and not ends and last.number + 1 < len(parsed.sentences)


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
    """Whose body a name is: by an official word, or a body that the register knows, the first state beside it; by such
    a word a capital; else by such a body that only one state has."""
    whole = [part.strip(MARKS) for part in name.split()]
    parts = [part.removesuffix("'s").removesuffix("’s") for part in whole]
    pieces = [
        " ".join(each[at : at + count])
        for at in range(len(parts))
        for count in range(min(MOST_WORDS, len(parts) - at), 0, -1)
        for each in (whole, parts)
    ]
    official = bool(words.official.intersection((*_words(name), *map(" ".join, pairwise(_words(name))))))
    known = [sides for piece in (name, *pieces) if (sides := _sides_of_known_body(piece))]
    among = frozenset[str]().union(*known)
    states = (state for piece in pieces if (state := state_named(piece, False)) is not None)
    capitals = (state for piece in pieces if (state := state_named(piece, True)) is not None)
    found = (
        *(state for state in states if official or state in among),
        *(state for state in capitals if official or state in among),
        *(side for sides in known if len(sides) == 1 for side in sides),
    )
    return next(iter(found), None)


def _sides_of_known_body(name: str) -> frozenset[str]:
    """The countries that have a body of this name in the register."""
    return frozenset(known.country for known in load_facts().named(name) if known.kind in BODY_KINDS and known.country)


def _side_of_our(parsed: Parsed, cast: Cast, main: Sequence[Engagement], words: TopicWords) -> str | None:
    """The state that the narrator, outside quotation marks, calls "our" or whose office it does; where the words do not
    name it, the side of the participant named first, as a readout names its own principal first."""
    ours = False
    for token in parsed.tokens:
        head = parsed.tokens[token.head]
        if token.text.lower() not in words.first_person or head.lemma.lower() not in words.own:
            continue
        if parsed.in_quotes(token.start) or _is_said(parsed, head):
            continue
        ours = True
        for mention in cast.touching(head.span):
            countries = {cast.country(key) for key in mention.keys} - {None}
            if mention.form == BY_NAME and len(countries) == 1:
                return countries.pop()
    named = [cast.by_key[key] for engagement in main[:1] for key in engagement.participants]
    first = min((actor for actor in named if actor.mentions), key=lambda actor: actor.mentions[0], default=None)
    return first.country if ours and first is not None else None


def _is_said(parsed: Parsed, noun: Token) -> bool:
    """Whether somebody else than the noun itself says the sentence: "Our countries are friends, she said"."""
    reporting = engagement_words().reporting
    sayings = [token for token in parsed.tokens_of(parsed.sentences[noun.sentence]) if token.lemma in reporting]
    return any(
        subject.number != noun.number and subject.pos != "NOUN"
        for verb in sayings
        for subject in parsed.dependents(verb, "nsubj")
    )


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
