"""Engagements told by a verb: "met", "spoke by telephone with", "was summoned to"."""

from readout.actors import Cast, Mention
from readout.engagements.clauses import mentions_at, objects_of, subjects_of, with_many
from readout.engagements.draft import Draft
from readout.engagements.lexicon import EngagementVerb, engagement_words
from readout.model.record import Because
from readout.model.span import Span
from readout.model.vocabulary import ActorKind
from readout.parse import Parsed, Token

PEOPLE = "demonym_plural"  # the kind of names of the register that mean all of a country's people


def draft_of_verb(parsed: Parsed, cast: Cast, verb: Token, rule: EngagementVerb) -> Draft | None:
    """The engagement that a verb of that row tells, with its subject and the other side; None where none is named."""
    subjects = subjects_of(parsed, cast, verb)
    if rule.travels:
        subjects = [each for each in subjects if not _are_people_of(parsed, cast, each)]
    if not subjects:
        return None
    passive = bool(parsed.dependents(verb, "auxpass"))
    things = parsed.dependents(verb, "dobj", "nsubjpass")
    if rule.things and not any(noun.lemma in rule.things for noun in things):
        return None
    if rule.persons_only and any(noun.lemma in engagement_words().heads_alone for noun in things):
        return None  # "received a call"
    others = _others(parsed, cast, verb, rule)
    if passive and rule.summons and not others:
        others = [(each, None) for each in _summoners(parsed, cast, verb, subjects)]
    if rule.travels:
        others = [(each, by) for each, by in others if cast.by_key[each.keys[0]].kind is ActorKind.STATE]
    draft = Draft(verb, verb, rule.kind, verb.span)
    for mention in (*subjects, *(each for each, _ in others)):
        draft.add(mention.keys)
    draft.many = not others and rule.together and with_many(parsed, cast, verb, verb, *things)
    if not others and not draft.many and not (rule.together and sum(len(m.keys) for m in subjects) > 1) and not passive:
        return None
    if rule.persons_only and not passive and not _meets_person(parsed, cast, verb, others):
        return None
    end = max((preposition.stop for _, preposition in others if preposition is not None), default=verb.stop)
    draft.trigger = Span(verb.start, max(verb.stop, end))
    _roles(draft, rule, subjects, [each for each, _ in others], passive)
    if rule.travels and others:
        draft.place = parsed.words(others[0][0].span)
        draft.reasons["place"] = Because((others[0][0].span,), "destination of the visit")
    return draft


def rule_of(parsed: Parsed, verb: Token) -> EngagementVerb | None:
    """The row of a verb, of the verb with the particle behind it ("called in") before that of the verb alone."""
    rules = engagement_words().verbs
    behind = parsed.tokens[verb.number + 1] if verb.number + 1 < len(parsed.tokens) else verb
    longer = rules.get(f"{verb.lemma} {behind.lemma}")
    if longer is not None and behind.head == verb.number and behind.dep in ("prt", "prep", "advmod"):
        return longer
    rule = rules.get(verb.lemma)
    particles = {particle.text.lower() for particle in parsed.dependents(verb, "prt")}
    return None if rule is not None and rule.begins and particles - engagement_words().particles else rule


def _are_people_of(parsed: Parsed, cast: Cast, mention: Mention) -> bool:
    """Whether the words mean any people of a country ("Pakistanis visiting India")."""
    return any(name.kind == PEOPLE for name in cast.facts.named(parsed.words(mention.span)))


def _meets_person(parsed: Parsed, cast: Cast, verb: Token, others: list[tuple[Mention, Token | None]]) -> bool:
    """Whether the other side is a person, of whom nothing else is said ("called him a liar")."""
    keys = [key for each, _ in others for key in each.keys]
    if not any(cast.by_key[key].kind in (ActorKind.PERSON, ActorKind.OFFICE) for key in keys):
        return False
    more = [noun for noun in parsed.dependents(verb, "oprd") if not mentions_at(parsed, cast, noun)]
    return not more and not parsed.dependents(verb, "xcomp", "ccomp")


def _summoners(parsed: Parsed, cast: Cast, verb: Token, summoned: list[Mention]) -> list[Mention]:
    """Of "the ambassador to A was summoned to the ministry": the ministry, or the state where the ambassador serves."""
    theirs = {cast.country(key) for mention in summoned for key in mention.keys}
    named = [
        each
        for preposition in parsed.dependents(verb, "prep")
        if preposition.text.lower() in ("to", "at", "by")
        for noun in parsed.dependents(preposition, "pobj")
        for each in mentions_at(parsed, cast, noun)
    ]
    for mention in summoned:
        for preposition in parsed.dependents(parsed.tokens[mention.head], "prep"):
            for noun in parsed.dependents(preposition, "pobj"):
                named.extend(mentions_at(parsed, cast, noun, places=True))
    sides = [each for each in named if cast.country(each.keys[0]) not in (None, *theirs)]
    return sides[:1]


def _others(parsed: Parsed, cast: Cast, verb: Token, rule: EngagementVerb) -> list[tuple[Mention, Token | None]]:
    """The other side, and the preposition that it follows."""
    found: list[tuple[Mention, Token | None]] = []
    if rule.object:
        objects = parsed.dependents(verb, "dobj", "dative") or _behind_time(parsed, verb)
        for noun in objects:
            found.extend((mention, None) for mention in mentions_at(parsed, cast, noun, places=rule.travels))
        for noun in parsed.dependents(verb, "oprd") if rule.begins and not objects else ():
            misread = (each for each in mentions_at(parsed, cast, noun) if cast.country(each.keys[0]) is not None)
            found.extend((mention, None) for mention in misread)
    direct = parsed.dependents(verb, "prep", "agent", "dative")
    means = (noun for preposition in direct for noun in parsed.dependents(preposition, "pobj"))
    below = [p for noun in means if noun.lemma in engagement_words().means for p in parsed.dependents(noun, "prep")]
    for preposition in (*direct, *below):  # "spoke by telephone with"
        word = preposition.text.lower()
        if word in rule.after or word == "by":
            for noun in objects_of(parsed, cast, preposition):
                found.extend((mention, preposition) for mention in mentions_at(parsed, cast, noun, places=rule.travels))
    return found


def _behind_time(parsed: Parsed, verb: Token) -> tuple[Token, ...]:
    """The object of "received today President Banda", which the parser may take for one more time."""
    times = parsed.dependents(verb, "npadvmod")
    return tuple(noun for noun in times if noun.entity == "PERSON" and noun.number > verb.number)


def _roles(draft: Draft, rule: EngagementVerb, subjects: list[Mention], others: list[Mention], passive: bool) -> None:
    acting, acted = (others, subjects) if passive else (subjects, others)
    if rule.begins and acting:
        draft.initiator = acting[0].keys[0]
        draft.because("initiator", acting[0], "subject of the verb")
    if rule.hosts and acting:
        draft.host = acting[0].keys[0]
        draft.because("host", acting[0], "subject of the verb")
    if rule.travels and acted:
        draft.host = acted[0].keys[0]
        draft.because("host", acted[0], "destination of the visit")
