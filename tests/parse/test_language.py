"""Which language a text is in."""

import pytest

from readout.model.errors import UnsupportedLanguage
from readout.parse.language import language_of

ENGLISH = "The envoys of Peru and Chile met by the river on Friday and talked about a new bridge. "
FRENCH = "Les envoyés du Pérou et du Chili se sont rencontrés vendredi et ont parlé d'un nouveau pont. "


def test_english_is_read():
    assert language_of(ENGLISH) == "en"


def test_english_in_capitals_is_english():
    assert language_of(ENGLISH.upper()) == "en"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", FRENCH),
        ("de", "Die Gesandten trafen sich am Freitag am Fluss und sprachen lange über eine neue Brücke."),
        ("ru", "Посланники встретились в пятницу у реки и долго говорили о новом мосте через реку."),
        ("zh", "两国特使星期五在河边会面，就新桥的建设以及两国之间的贸易问题进行了讨论，并同意再次会面。"),
    ],
)
def test_another_language_is_refused_with_its_code_and_what_is_read(code, text):
    with pytest.raises(UnsupportedLanguage, match=rf"'{code}'; Readout reads en"):
        language_of(text)


@pytest.mark.parametrize("text", ["", "Peru.", "2021", "Les envoyés du Pérou"])
def test_a_text_too_short_to_tell_counts_as_english(text):
    assert language_of(text) == "en"


def test_a_foreign_quotation_does_not_make_a_text_foreign():
    assert language_of(ENGLISH + FRENCH[:40] + ENGLISH) == "en"


def test_a_long_text_is_judged_by_its_middle():
    with pytest.raises(UnsupportedLanguage):
        language_of(ENGLISH + FRENCH * 200 + ENGLISH)
