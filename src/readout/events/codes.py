"""Mode, CAMEO code, Goldstein score and contexts of an event whose type is settled."""

from dataclasses import dataclass

from readout.events.drafts import Draft
from readout.events.lexicon import EventLexicon
from readout.facts import Ontology
from readout.model.vocabulary import EventType
from readout.parse import Token


@dataclass(frozen=True, slots=True)
class Codes:
    mode: str | None
    cameo: str | None
    goldstein: float | None
    contexts: tuple[str, ...]


def codes_of(lexicon: EventLexicon, ontology: Ontology, draft: Draft, kind: EventType, own: tuple[Token, ...]) -> Codes:
    """As exact as the words: the row's when its type stood, the general code of the type otherwise."""
    row = draft.entry
    kept = row is not None and row.type is kind and draft.base is kind
    cameo = row.cameo if kept and row is not None else None
    if cameo is None:
        cameo = lexicon.words.converted.get(kind, {}).get(draft.base, lexicon.words.cameo[kind])
    code = ontology.cameo[cameo]
    mode = row.mode if kept and row is not None else None
    if mode is None and code.mode is not None and (kind, code.mode) in ontology.modes:
        mode = code.mode
    contexts = dict.fromkeys((*(row.contexts if row is not None else ()), *code.contexts, *_told(lexicon, own)))
    return Codes(mode, cameo, code.goldstein, tuple(contexts))


def _told(lexicon: EventLexicon, own: tuple[Token, ...]) -> list[str]:
    lemmas = {form for token in own for form in (token.lemma.lower(), token.text.lower())}
    return [context for context, words in lexicon.words.contexts.items() if not words.isdisjoint(lemmas)]
