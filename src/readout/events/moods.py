"""What the mood makes of a deed: a promise, a refusal or a threat instead of it, or nothing to be told."""

from readout.events.arguments import Arguments
from readout.events.lexicon import EventLexicon, Row
from readout.events.reading import Reading
from readout.events.realis import Mood
from readout.model.vocabulary import EventType, Realis
from readout.parse import Token

TOLD = (Mood.PLAIN, Mood.NEGATED, Mood.STOPPED)  # of a thing that happened or did not
REALIS = {Mood.PLAIN: Realis.ACTUAL, Mood.NEGATED: Realis.NEGATED, Mood.FUTURE: Realis.FUTURE}


def type_under(lexicon: EventLexicon, row: Row, mood: Mood) -> EventType | None:
    """What the deed of the row is once its mood is heard; None when nothing was done with it.

    A row that is `modal` stands only for what will be done, and has its type from that.
    """
    modality = lexicon.words.modality
    if row.modal:
        return row.type if mood in (Mood.FUTURE, Mood.WILLING) else None
    match mood:
        case Mood.PLAIN:
            return row.type
        case Mood.NEGATED:
            return modality.negated.get(row.type)
        case Mood.STOPPED:
            return row.type if row.type in modality.stopped else None
        case Mood.FUTURE if row.mode in modality.conceding:
            return EventType.CONCEDE
        case Mood.FUTURE:
            return modality.future.get(row.type)
        case Mood.REFUSED:
            return modality.refused.get(row.type)
        case Mood.WILLING:
            return modality.willing.get(row.type)
    return None


def realis_of(row: Row, kind: EventType, mood: Mood) -> Realis:
    """A verbal event that the mood made of a deed is actual once it is uttered."""
    if row.modal or kind is not row.type:
        return Realis.ACTUAL
    return REALIS.get(mood, Realis.HYPOTHETICAL)


def is_own_word(reading: Reading, token: Token, kind: EventType, mood: Mood, arguments: Arguments) -> bool:
    """Whether a deed not yet done is told by the side that would do it: a forecast of what others do is no event."""
    if mood in TOLD or (kind is EventType.CONSULT and mood is Mood.FUTURE):
        return True
    claim = reading.claims.get(token.number)
    said = set(reading.countries(claim.speakers)) if claim is not None else set()
    done = set(reading.countries(arguments.actor_keys))
    return not said or not done or not said.isdisjoint(done)
