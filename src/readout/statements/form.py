"""Direct, indirect or mixed: by the quotation marks in the content."""

from collections.abc import Sequence

from readout.model.span import Span
from readout.model.vocabulary import Form
from readout.parse import Parsed

WHOLE = 0.95  # share of the letters in quotation marks above which a content is direct


def form_of(parsed: Parsed, content: Sequence[Span]) -> Form:
    letters = quoted = 0
    for span in content:
        for place in range(span.start, span.stop):
            if parsed.text[place].isalnum():
                letters += 1
                quoted += parsed.in_quotes(place)
    if not quoted:
        return Form.INDIRECT
    return Form.DIRECT if quoted >= WHOLE * letters else Form.MIXED
