"""The project's own gold of initiators, and its floor."""

from eval.gold import read_lines
from eval.initiators import FLOOR, GOLD, answers, share


def test_the_initiators_of_our_own_gold_are_read_above_the_floor(reader):
    told = [
        (found and initiator == row["initiator"], row["initiator"] is not None)
        for row, found, initiator in answers(reader, read_lines(GOLD))
    ]
    given = [right for right, known in told if known]
    untold = [right for right, known in told if not known]
    assert len(given) >= 20
    assert share(given) >= FLOOR
    assert len(untold) >= 6
    assert share(untold) >= FLOOR
