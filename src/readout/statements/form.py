"""Direct, indirect or mixed: by the quotation marks in the content."""

from collections.abc import Sequence

from readout.model.span import Span
from readout.model.vocabulary import Form
from readout.parse import Parsed
from readout.parse.turns import BY as TRANSCRIPT

WHOLE = 0.95  # share of the letters in quotation marks above which a content is direct


def form_by(by: str) -> str:
    """The reason of the form of an attribution that was found `by` that model or rule."""
    return "transcript turn" if by == TRANSCRIPT else "share of it in quotation marks"


def form_of(parsed: Parsed, content: Sequence[Span], by: str) -> Form:
    """By the share of its letters inside quotation marks; a turn of a transcript is direct without any."""
    if by == TRANSCRIPT:
        return Form.DIRECT
    letters = quoted = 0
    for span in content:
        for place in range(span.start, span.stop):
            if parsed.text[place].isalnum():
                letters += 1
                quoted += parsed.in_quotes(place)
    if not quoted:
        return Form.INDIRECT
    return Form.DIRECT if quoted >= WHOLE * letters else Form.MIXED
