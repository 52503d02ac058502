"""Who said what to whom, by which channel, doing what with the words."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from readout.actors import Cast
from readout.model.ids import make_id
from readout.model.record import Because, Evidence, Statement
from readout.model.span import Span
from readout.model.vocabulary import Channel
from readout.parse import Attribution, Parsed
from readout.parse.parsed import DEEPEST, FAR
from readout.statements.acts import act_of
from readout.statements.channels import Contact, channel_told, contact_of, find_contacts
from readout.statements.form import form_by, form_of
from readout.statements.lexicon import statement_words
from readout.statements.rules import attributions_by_rule, with_source
from readout.statements.speakers import addressees_of, document_source, speakers_of

__all__ = ["find_statements"]


def find_statements(parsed: Parsed, cast: Cast) -> tuple[Statement, ...]:
    """Every attribution of the report as a statement, in the order of the cues."""
    contacts = find_contacts(parsed, cast)
    by_rule = attributions_by_rule(parsed, cast)
    tagged = (with_source(parsed, cast, each) for each in parsed.attributions)
    attributions = sorted((*tagged, *by_rule), key=lambda each: (each.cue.start, each.cue.stop))
    holders = _holders(attributions)
    told = _Told()
    found: dict[int, Statement] = {}
    for number in sorted(range(len(attributions)), key=lambda number: _depth(number, holders)):
        statement = _statement(parsed, cast, contacts, attributions[number], told, number in holders)
        if number in holders:
            outer = found[holders[number]]
            because = {**statement.evidence, "nested_in": Because(outer.content, "its cue stands in that content")}
            statement = replace(statement, nested_in=outer.id, evidence=Evidence(because))
        else:
            told.add(statement)
        found[number] = statement
    return tuple(found[number] for number in range(len(attributions)))


def _depth(number: int, holders: dict[int, int]) -> int:
    depth = 0
    while number in holders:
        number, depth = holders[number], depth + 1
    return depth


def _holders(attributions: Sequence[Attribution]) -> dict[int, int]:
    """From the number of each attribution whose cue stands in another's content to that of the shortest such.

    A holder's content is always longer than what it holds, or as long and told before, so that no two hold each other.
    """
    lengths = [sum(span.stop - span.start for span in each.contents) for each in attributions]
    contents = sorted(
        (span.start, span.stop, number) for number, each in enumerate(attributions) for span in each.contents
    )
    found: dict[int, int] = {}
    for number, attribution in enumerate(attributions):
        offset = attribution.cue.start
        place = bisect_right(contents, (offset, FAR, 0))
        holding = [
            (stop - start, outer) for start, stop, outer in contents[max(0, place - DEEPEST) : place]
            if offset < stop and (lengths[outer], -outer) > (lengths[number], -number)
        ]  # fmt: skip
        if holding:
            found[number] = min(holding)[1]
    return found


@dataclass
class _Told:
    """What a later statement may refer to: the last statement by each channel, and by each speaker."""

    by_channel: dict[Channel, Statement] = field(default_factory=dict)
    by_speakers: dict[tuple[str, ...], Statement] = field(default_factory=dict)

    def add(self, statement: Statement) -> None:
        if statement.speakers:
            self.by_speakers[statement.speakers] = statement
            if statement.channel is not None:
                self.by_channel[statement.channel] = statement


def _statement(
    parsed: Parsed, cast: Cast, contacts: Sequence[Contact], attribution: Attribution, told: _Told, nested: bool
) -> Statement:
    cue = attribution.cue
    speakers, speakers_by = _speakers(parsed, cast, attribution, told)
    channel, channel_because = _channel(parsed, contacts, attribution, speakers, told, nested)
    addressees, addressee_spans = addressees_of(parsed, cast, cue, speakers)
    content = _without_addressee(parsed, attribution, addressee_spans)
    act, act_because = act_of(parsed, cast, cue, content, speakers)
    because = {
        "content": Because(content, attribution.by, attribution.confidence),
        "cue": Because((cue,), attribution.by, attribution.confidence),
        "speakers": Because(attribution.sources, speakers_by),
        "form": Because(content, form_by(attribution.by)),
        "speech_act": act_because,
    }
    if channel is not None:
        because["channel"] = channel_because
    if addressees:
        because["addressees"] = Because(addressee_spans, "object of the cue")
    return Statement(
        id=make_id("st", parsed.document.id, cue.start, cue.stop, content[0].start, content[-1].stop),
        speakers=speakers,
        speaker_spans=attribution.sources,
        addressees=addressees,
        cue=(cue,),
        content=content,
        form=form_of(parsed, content, attribution.by),
        channel=channel,
        speech_act=act,
        confidence=attribution.confidence,
        by=attribution.by,
        evidence=Evidence(because),
    )


def _speakers(parsed: Parsed, cast: Cast, attribution: Attribution, told: _Told) -> tuple[tuple[str, ...], str]:
    document = document_source(parsed, attribution.sources)
    named = speakers_of(parsed, cast, attribution.sources)
    if document is not None and not named:
        issuer = told.by_channel.get(document[0])
        return (issuer.speakers if issuer else ()), "issuer of the document told before"
    return named, "source shared with the cue before" if attribution.shared else "actor named by the source"


def _channel(
    parsed: Parsed,
    contacts: Sequence[Contact],
    attribution: Attribution,
    speakers: tuple[str, ...],
    told: _Told,
    nested: bool,
) -> tuple[Channel | None, Because]:
    document = document_source(parsed, attribution.sources)
    if document is not None:
        return document[0], Because((document[1].span,), "document as source")
    sentence = parsed.sentence_at(attribution.cue.start)
    words = channel_told(parsed, sentence, attribution.contents, statement_words().channel_phrases)
    if words is not None and not nested:  # the words beside a nested cue tell how the outer statement came
        return words[0], Because((words[1],), "channel words")
    contact = contact_of(contacts, sentence.number, speakers) if speakers else None
    if contact is not None:
        return contact.channel, Because((contact.span,), "contact that the speaker took part in")
    last = told.by_speakers.get(speakers)
    if last is not None and last.channel is not None:
        return last.channel, Because(last.evidence["channel"].spans, "channel of the speaker's statement before")
    return None, Because()


def _without_addressee(parsed: Parsed, attribution: Attribution, addressee: Sequence[Span]) -> tuple[Span, ...]:
    """ "thanked X for Y": the content is "for Y", and X is the one spoken to."""
    first, *rest = attribution.contents
    verbs = {token.lemma for token in parsed.tokens_in(attribution.cue)}
    if not addressee or addressee[0].start != first.start or not verbs & statement_words().object_is_addressee:
        return attribution.contents
    after = parsed.token_at(addressee[0].stop + 1)
    if after.text.lower() not in statement_words().about or after.start >= first.stop:
        return attribution.contents
    return (Span(after.start, first.stop), *rest)
