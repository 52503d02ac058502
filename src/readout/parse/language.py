"""Which language a text is in, and whether Readout reads it."""

from functools import cache
from typing import TYPE_CHECKING

from readout.model.errors import UnsupportedLanguage

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

READ = ("en",)
ENOUGH = 1_500  # characters that are looked at, from the middle of a longer text
SURE = 0.9  # below this, and for texts under SHORT letters, a text counts as English
SHORT = 40
LATIN_ENDS = "\u0250"  # the first character behind the Latin blocks


def language_of(text: str) -> str:
    """The ISO 639-1 code of a text that Readout reads.

    Raises:
        UnsupportedLanguage: The text is in a language that is not read.
    """
    letters = sum(character.isalpha() for character in text[: 20 * ENOUGH])
    if letters < SHORT:
        return READ[0]
    middle = max(0, (len(text) - ENOUGH) // 2)
    sample = text[middle : middle + ENOUGH].lower()
    code, probability = _identifier().classify(sample)
    if code in READ or (probability < SURE and _is_latin(sample)):
        return READ[0]
    raise UnsupportedLanguage(f"the text is in {code!r}; Readout reads {', '.join(READ)}: translate it first")


def _is_latin(text: str) -> bool:
    """Whether at least half of the letters are Latin ones."""
    letters = [character for character in text if character.isalpha()]
    return 2 * sum(character < LATIN_ENDS for character in letters) >= len(letters)


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # loads a table of 1 MB

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
