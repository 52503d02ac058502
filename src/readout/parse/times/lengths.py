"""Readers of lengths of time, of repetitions, of points a length away, and of vague words."""

from collections.abc import Mapping
from datetime import date

from readout.model.vocabulary import TimeKind, TimeType
from readout.parse.times.calendar import Grain, Period
from readout.parse.times.reading import Phrase, Reader, Reading, Scene, add_days, dated, spanning

DESIGNATORS = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "week": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
}
WITHIN_DAY = ("hour", "minute", "second")
IN_YEARS = {"decade": 10, "century": 100}
HALVES = {"hour": ("minute", 30), "minute": ("second", 30), "year": ("month", 6), "day": ("hour", 12)}
LONGEST = 100_000  # of any unit: more is geology


def _amount(phrase: Phrase) -> tuple[int | None, str] | None:
    """How many (None for "several") of which unit; None when that is no length."""
    fortnight = phrase.number("fortnight")
    unit = "week" if fortnight else phrase.word("unit", "units")
    number = phrase.number("number", "year")
    if number is None and phrase.has("a") and not phrase.has("some"):
        number = 1
    if number is None and phrase.has("unit") and not phrase.has("some"):
        number = 1
    if unit is None or (number is not None and not 0 < number < LONGEST):
        return None
    return (number * fortnight if number and fortnight else fortnight or number), unit


def _length(number: int | None, unit: str, halved: bool = False) -> str:
    """TIMEX3 of a length: P3D, PT2H, P1Y6M, PXW."""
    years = IN_YEARS.get(unit)
    if years:
        if number is None:
            return "PXE" if unit == "decade" else "PXC"
        return f"P{number * years + (years // 2 if halved else 0)}Y"
    prefix, letter = ("PT", DESIGNATORS[unit][1]) if DESIGNATORS[unit][0] == "T" else ("P", DESIGNATORS[unit])
    whole = f"{'X' if number is None else number}{letter}" if number != 0 else ""
    if not halved:
        return prefix + whole
    if unit not in HALVES:
        return f"{prefix}{number or 0}.5{letter}"
    part, count = HALVES[unit]
    time = "T" if DESIGNATORS[part][0] == "T" and prefix == "P" else ""
    return f"{prefix}{whole}{time}{count}{DESIGNATORS[part][-1]}"


def duration(phrase: Phrase, scene: Scene) -> Reading | None:
    """ "two days", "a five-day visit", "an hour and a half", "half a century", "for weeks"."""
    if phrase.has("half") or phrase.has("fraction"):
        return _half_duration(phrase)
    amount = _amount(phrase)
    if amount is None:
        return None
    number, unit = amount
    if _no_length(number, unit, phrase, scene):
        return None
    kind = TimeKind.UNRESOLVED if number is None else TimeKind.EXACT
    kind = TimeKind.APPROXIMATE if phrase.inexact else kind
    return Reading(TimeType.DURATION, _length(number, unit), None, unit, kind)


def _no_length(number: int | None, unit: str, phrase: Phrase, scene: Scene) -> bool:
    """Whether the words only look like a length: a fraction, an ordinal, the name of a broadcast, a rate."""
    before, after, counted = scene.beside(-1), scene.beside(0), phrase.find("units")
    if unit == "quarter" and (number == 1 or phrase.has("hyphen") or (after is not None and after.kind == "of")):
        return True
    if unit == "second" and number == 1:
        return True
    if counted and counted.capital and phrase.tokens[0].text.isdigit():
        return True
    rated = len(phrase.tokens) == 2 and phrase.tokens[0].text == "a" and phrase.has("unit")
    return rated and before is not None and before.kind == "other_word" and before.text.endswith("s")


def _half_duration(phrase: Phrase) -> Reading | None:
    unit = phrase.word("unit", "units")
    if unit is None or phrase.word("fraction") not in (None, "1/2"):
        return None
    number = phrase.number("number", "year") or 0
    if phrase.has("and"):
        number = number or 1
    kind = TimeKind.APPROXIMATE if phrase.inexact else TimeKind.EXACT
    return Reading(TimeType.DURATION, _length(number, unit, halved=True), None, unit, kind)


def window(phrase: Phrase, scene: Scene) -> Reading | None:
    """ "the last three years", "the next few days": a length that ends or begins with the publication."""
    amount = _amount(phrase)
    ordinal = phrase.number("ordinal")
    if amount is None or (ordinal is not None and ordinal > 1 and not phrase.has("number")):
        return None
    number, unit = amount
    if phrase.has("units") and not phrase.has("number", "a"):
        number = None
    value = None
    ahead = phrase.has("next", "coming", "following")
    dates = (ahead or phrase.has("last", "past", "previous")) and unit not in WITHIN_DAY
    if number and scene.published and dates:
        far = _moved(scene.published, number if ahead else -number, unit)
        value = spanning(*sorted((scene.published, far))) if far else None
    kind = TimeKind.RANGE if value else TimeKind.UNRESOLVED
    return Reading(TimeType.DURATION, _length(number, unit), value, unit, kind)


def _moved(day: date, number: int, unit: str) -> date | None:
    if unit in ("day", "week"):
        return add_days(day, number * (7 if unit == "week" else 1))
    years = IN_YEARS.get(unit)
    grain = {"month": Grain.MONTH, "quarter": Grain.QUARTER}.get(unit, Grain.YEAR)
    moved = Period(grain, day).shift(number * (years or 1))
    return moved.start if moved else None


def shifted(phrase: Phrase, scene: Scene) -> Reading | None:
    """ "three days ago", "two months from now"."""
    amount = _amount(phrase)
    if amount is None:
        return None
    number, unit = amount
    sign = 1 if phrase.has("hence") else -1
    if number is None or unit in WITHIN_DAY:
        return Reading(TimeType.DATE, "FUTURE_REF" if sign > 0 else "PAST_REF", grain=unit)
    return _point(scene.published, number * sign, unit, phrase)


def shifted_told(phrase: Phrase, scene: Scene) -> Reading | None:
    """ "three days earlier": from the day last spoken of."""
    amount = _amount(phrase)
    if amount is None:
        return None
    number, unit = amount
    sign = 1 if phrase.number("compare") == 1 or phrase.has("after") else -1
    if number is None or unit in WITHIN_DAY:
        if phrase.has("a", "number", "some") and unit in DESIGNATORS:
            return Reading(TimeType.DURATION, _length(number, unit), None, unit)
        return None
    told = scene.told(Grain.DAY) if unit in ("day", "week") else scene.latest or scene.now(Grain.DAY)
    return _point(told.start if told else None, number * sign, unit, phrase)


def _point(base: date | None, steps: int, unit: str, phrase: Phrase) -> Reading:
    years = IN_YEARS.get(unit)
    grain = Grain.YEAR if years else Grain(unit)
    period = Period.holding(grain, base).shift(steps * (years or 1)) if base else None
    return dated(period, phrase, "PAST_REF" if steps < 0 else "FUTURE_REF")


def recent_units(phrase: Phrase, scene: Scene) -> Reading | None:
    unit = phrase.word("units")
    if unit is None:
        return Reading(TimeType.DATE, "PAST_REF") if phrase.has("recent") else None
    return Reading(TimeType.DURATION, _length(None, unit), None, unit)


def future_units(phrase: Phrase, scene: Scene) -> Reading | None:
    return Reading(TimeType.DATE, "FUTURE_REF", grain=phrase.word("unit", "units"))


def repeated(phrase: Phrase, scene: Scene) -> Reading | None:
    """ "every two weeks", "twice a year"."""
    unit = phrase.word("unit", "units")
    number = phrase.number("number") or (2 if phrase.has("other") else 1)
    if unit is None:
        return None
    return Reading(TimeType.SET, _length(number, unit), None, unit, TimeKind.UNRESOLVED)


def frequency(phrase: Phrase, scene: Scene) -> Reading | None:
    return Reading(TimeType.SET, phrase.word("frequency"))


def present(phrase: Phrase, scene: Scene) -> Reading | None:
    return Reading(TimeType.DATE, "PRESENT_REF")


def past_reference(phrase: Phrase, scene: Scene) -> Reading | None:
    return Reading(TimeType.DATE, "PAST_REF")


def future_reference(phrase: Phrase, scene: Scene) -> Reading | None:
    return Reading(TimeType.DATE, "FUTURE_REF")


READERS: Mapping[str, Reader] = {
    "shifted": shifted,
    "shifted_told": shifted_told,
    "duration": duration,
    "window": window,
    "recent_units": recent_units,
    "future_units": future_units,
    "repeated": repeated,
    "frequency": frequency,
    "present": present,
    "past_reference": past_reference,
    "future_reference": future_reference,
}
