"""Where a long text is cut before the encoder reads it: at paragraph ends, else sentence ends, never past the limit."""

from collections.abc import Sequence

SENTENCE_ENDS = frozenset(".!?。؟")


def cut_windows(pieces: Sequence[tuple[int, int]], text: str, limit: int) -> list[tuple[int, int]]:
    """Half-open runs of piece numbers, each at most `limit` long, that together cover all pieces in order.

    Args:
        pieces: `(start, stop)` characters of each word piece in `text`.
        limit: Most pieces in one window.
    """
    found: list[tuple[int, int]] = []
    first = 0
    while first < len(pieces):
        last = min(first + limit, len(pieces))
        if last < len(pieces):
            last = _best_cut(pieces, text, first + limit // 3, last)
        found.append((first, last))
        first = last
    return found


def _best_cut(pieces: Sequence[tuple[int, int]], text: str, low: int, high: int) -> int:
    sentence_end = 0
    for cut in range(high, low, -1):
        before, after = pieces[cut - 1][1], pieces[cut][0]
        if "\n" in text[before:after]:
            return cut
        if not sentence_end and after > before and _ends_sentence(text, before):
            sentence_end = cut
    return sentence_end or high


def _ends_sentence(text: str, end: int) -> bool:
    return text[end - 1] in SENTENCE_ENDS or (end > 1 and text[end - 1] in "\"'”’»)" and text[end - 2] in SENTENCE_ENDS)
