"""What stands between quotation marks."""

from readout.model.span import Span

OPENING = {"“": "”", "«": "»", "„": "“”", "‹": "›", "「": "」"}
STRAIGHT = '"'


def find_quoted(text: str, start: int, stop: int) -> tuple[Span, ...]:
    """Spans of one paragraph between quotation marks, marks included, in order; not those inside others.

    A mark that is never closed holds until the paragraph ends: so news writes a quotation that goes on in the next.
    Single quotation marks are not read, since they cannot be told from apostrophes here.
    """
    found: list[Span] = []
    opened, closing = -1, ""
    for place in range(start, stop):
        mark = text[place]
        if opened >= 0:
            if mark in closing:
                found.append(Span(opened, place + 1))
                opened = -1
        elif mark in OPENING:
            opened, closing = place, OPENING[mark]
        elif mark == STRAIGHT:
            opened, closing = place, STRAIGHT + "”"
    if opened >= 0 and stop - opened > 1:
        found.append(Span(opened, stop))
    return tuple(found)
