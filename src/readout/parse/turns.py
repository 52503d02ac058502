"""Who speaks when in a transcript: "Q: ...", "MS. PSAKI: ..."."""

import re
from collections.abc import Iterable, Sequence

from readout.model.span import Span
from readout.parse.parsed import Attribution

NAME = r"[A-Z][A-Z.'’-]*(?: [A-Z][A-Z.'’-]*){0,5}"
TURN = re.compile(rf"(?P<name>(?:{NAME})(?: \([^)\n]{{1,40}}\))?)\s?(?P<colon>:)\s")
FEWEST = 2  # one paragraph that begins so is no transcript
CONFIDENCE = 0.95
BY = "rule: transcript turn"


def find_turns(text: str, blocks: Sequence[tuple[int, int]]) -> tuple[Attribution, ...]:
    """The turns of a transcript as attributions: the name, the colon, and all paragraphs until the next name."""
    starts = [(stop, match) for start, stop in blocks if (match := TURN.match(text, start, stop)) is not None]
    if len(starts) < FEWEST:
        return ()
    ends = [match.start() for _, match in starts[1:]] + [blocks[-1][1]]
    found = []
    for (_, match), end in zip(starts, ends, strict=True):
        content = Span(match.end(), match.end() + len(text[match.end() : end].rstrip()))
        found.append(
            Attribution((Span(*match.span("name")),), Span(*match.span("colon")), (content,), CONFIDENCE, by=BY)
        )
    return tuple(found)


def with_turns(attributions: Iterable[Attribution], turns: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Both, in the order of the cues, without what the tagger makes of the names before the colons."""
    if not turns:
        return tuple(attributions)
    heads = {offset for turn in turns for offset in range(turn.sources[0].start, turn.cue.stop)}
    kept = [each for each in attributions if each.cue.start not in heads]
    return tuple(sorted((*kept, *turns), key=lambda each: (each.cue.start, each.cue.stop)))
