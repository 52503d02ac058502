"""Readers of weeks, months, quarters, seasons, years and what is longer."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from readout.model.vocabulary import TimeKind, TimeType
from readout.parse.times.calendar import SEASON_STARTS, Grain, Period
from readout.parse.times.days import MONTHS, full_year, told_year
from readout.parse.times.reading import Phrase, Reader, Reading, Scene, dated

STEPS = {"this": 0, "last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}
UNKNOWN = {
    Grain.DAY: "XXXX-XX-XX",
    Grain.WEEK: "XXXX-WXX",
    Grain.MONTH: "XXXX-XX",
    Grain.QUARTER: "XXXX-QX",
    Grain.YEAR: "XXXX",
    Grain.DECADE: "XXX",
    Grain.CENTURY: "XX",
}
COUNTED = frozenset({"people", "unit", "units", "hyphen", "zone", "currency", "number", "amount", "more"})
NO_YEAR_AFTER = frozenset({"currency", "number", "amount", "hyphen", "other_capital"})
YEAR_AFTER = frozenset({"in", "prep", "of", "by", "from", "between", "and", "to", "before", "after"})
MODERN = range(1900, 2050)  # years that need no preposition
SOON = 2  # months: a bare month as near ahead as this is the coming one, whatever the tense


def _grain(phrase: Phrase) -> Grain | None:
    unit = phrase.word("unit", "units")
    return Grain(unit) if unit in set(Grain) else None


def _step(phrase: Phrase) -> int | None:
    """-1, 0 or 1 for last, this, next; "this past" is last. None when nothing of the kind is said."""
    said = [STEPS[token.kind] for token in phrase.tokens if token.kind in STEPS]
    return next((step for step in said if step), said[0] if said else None)


def weekend(phrase: Phrase, scene: Scene) -> Reading | None:
    now, step = scene.published, _step(phrase)
    if now is None:
        return dated(None, phrase, "XXXX-WXX-WE")
    this = Period.holding(Grain.WEEKEND, now)
    begun = now >= this.start
    if step is None:
        step = 0 if begun or scene.looks_ahead() else -1
    elif step == -1 and phrase.has("past", "last") and now.weekday() == 6:
        step = -1
    return dated(this.shift(step), phrase)


def month(phrase: Phrase, scene: Scene) -> Reading | None:
    number = phrase.number(*MONTHS)
    if number is None or not _licensed(phrase, scene):
        return None
    if phrase.has("every"):
        return Reading(TimeType.SET, f"XXXX-{number:02d}", grain=Grain.MONTH)
    year = told_year(phrase, scene) or scene.linked_year()
    unit = phrase.word("unit")
    if unit not in (None, "year"):
        return None
    if year is None and scene.published is None:
        return dated(None, phrase, f"XXXX-{number:02d}")
    if year is None and scene.published is not None:
        year = _year_of_month(number, phrase, scene, scene.published)
    return dated(Period(Grain.MONTH, date(year or 1, number, 1)), phrase) if year else None


def _licensed(phrase: Phrase, scene: Scene) -> bool:
    """Whether a word such as "May" or "Aug" is a month here: it needs a neighbour that says so."""
    token = phrase.find("namemonth", "shortmonth")
    if token is None or len(phrase.tokens) > 1:
        return True
    before, after = scene.beside(-1), scene.beside(0)
    if token.kind == "shortmonth" and token.stop - token.start == len(token.text):
        return False  # "Mar" or "Jan" without a stop may be anything
    if before is None or (
        after is not None and after.kind == "other_capital" and before.kind not in ("the", "a", "in")
    ):
        return False
    return before.kind not in ("for", "to", "of", "and", "after", "before") or token.text != "may"


def _year_of_month(number: int, phrase: Phrase, scene: Scene, now: date) -> int:
    gap = (number - now.month) % 12  # months ahead
    step = _step(phrase)
    if phrase.has("this") and step == 0:
        return now.year
    if step is not None:
        if step < 0:
            return now.year - (number >= now.month)
        return now.year + (number <= now.month)
    if gap <= SOON or scene.looks_ahead():
        return now.year + (number < now.month)
    return now.year - (number > now.month)


def relative_unit(phrase: Phrase, scene: Scene) -> Reading | None:
    """ "this week", "last month", "early next year"."""
    grain, step = _grain(phrase), _step(phrase)
    if step is None and phrase.has("current", "present"):
        step = 0
    if grain is None or step is None:
        return None
    now = scene.now(grain)
    return dated(now.shift(step) if now else None, phrase, UNKNOWN.get(grain))


def last_alone(phrase: Phrase, scene: Scene) -> Reading | None:
    """The second in "this year as last"."""
    return dated(scene.latest.shift(-1), phrase) if scene.latest else None


def told_unit(phrase: Phrase, scene: Scene) -> Reading | None:
    """ "that year", "the quarter": the one spoken of."""
    grain = _grain(phrase)
    if grain not in (Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR):
        return None
    if phrase.has("that", "same"):
        return dated(scene.told(grain), phrase, UNKNOWN[grain])
    if grain is Grain.QUARTER:
        year = f"{scene.published.year:04d}" if scene.published else "XXXX"
        return dated(scene.spoken.get(grain), phrase, f"{year}-QX")
    return dated(scene.now(grain), phrase, UNKNOWN[grain])


def told_shift(phrase: Phrase, scene: Scene) -> Reading | None:
    """ "the next day", "the following year": counted from what was spoken of."""
    grain, step, before = _grain(phrase), _step(phrase), scene.beside(-1)
    if grain is None or not step:
        return None
    if phrase.has("next") and grain is not Grain.DAY and before and before.kind in ("in", "prep", "for", "approx"):
        return Reading(TimeType.DURATION, f"P1{grain.value[0].upper()}", grain=grain)
    told = scene.told(grain)
    return dated(told.shift(step) if told else None, phrase, UNKNOWN.get(grain))


def year_span(phrase: Phrase, scene: Scene) -> Reading | None:
    unit = phrase.word("unit")
    if unit not in ("year", "quarter"):
        return None
    if unit == "quarter":
        return told_unit(phrase, scene)
    return Reading(TimeType.DURATION, "P1Y", grain=Grain.YEAR)


def year_end(phrase: Phrase, scene: Scene) -> Reading | None:
    if phrase.word("unit") != "year" or phrase.word("edge") != "END":
        return None
    year = scene.published.year if scene.published else None
    return dated(Period(Grain.DAY, date(year, 12, 31)) if year else None, phrase, "XXXX-12-31")


def _fitting(grain: Grain, number: int, scene: Scene, year: int | None) -> Period | None:
    """The numbered quarter or half: of the year told, else the latest begun, or the coming one ahead."""
    months = 3 if grain is Grain.QUARTER else 6
    if not 1 <= number <= 12 // months or (year is None and scene.published is None):
        return None
    now = scene.published
    if year is None and now is not None:
        year = now.year
        if date(year, (number - 1) * months + 1, 1) > now and not scene.looks_ahead():
            year -= 1
    return Period(grain, date(year or 1, (number - 1) * months + 1, 1)) if year else None


def quarter(phrase: Phrase, scene: Scene) -> Reading | None:
    number = phrase.number("ordinal")
    units = [token.value for token in phrase.tokens if token.kind == "unit"]
    if "quarter" not in units or number is None or number > 4:
        return None
    if phrase.has("other_word") and units.count("quarter") > 1:
        return None
    year = told_year(phrase, scene)
    step = _step(phrase)
    if year is None and step is not None and "year" in units and scene.published:
        year = scene.published.year + step
    fitting = _fitting(Grain.QUARTER, number, scene, year)
    if fitting and phrase.has("yearearlier"):
        fitting = fitting.shift(-4)
    return dated(fitting, phrase, f"XXXX-Q{number}")


def half(phrase: Phrase, scene: Scene) -> Reading | None:
    if phrase.has("decade"):
        return decade(phrase, scene)
    number = phrase.number("ordinal") or 2
    year, step = told_year(phrase, scene), _step(phrase)
    if phrase.has("unit") and year is None:
        if phrase.word("unit") != "year" or scene.published is None:
            return None
        year = scene.published.year + (step or 0 if phrase.has("this", "next") else 0)
    return dated(_fitting(Grain.HALF, number, scene, year), phrase) if year and number < 3 else None


def latest_quarter(phrase: Phrase, scene: Scene) -> Reading | None:
    grain = _grain(phrase) or Grain.QUARTER
    if grain is Grain.QUARTER:
        return dated(scene.spoken.get(grain), phrase, "XXXX-QX")
    now = scene.now(grain)
    return dated(now.shift(-1) if now else None, phrase, UNKNOWN.get(grain))


def year_before(phrase: Phrase, scene: Scene) -> Reading | None:
    """ "a year earlier", "the year-ago quarter": the quarter spoken of, a year before, else a year before."""
    units = {token.value for token in phrase.tokens if token.kind == "unit"}
    if phrase.has("ago", "compare") and units != {"year"}:
        return None
    if phrase.number("compare") == 1:
        return None
    spoken = scene.spoken.get(Grain.QUARTER)
    number = phrase.number("ordinal")
    if number and "quarter" in units:
        spoken = _fitting(Grain.QUARTER, number, scene, None)
    if spoken:
        before = spoken.shift(-4)
    else:
        base = scene.now(Grain.YEAR) if phrase.has("ago", "yearearlier") else scene.told(Grain.YEAR)
        before = base.shift(-1) if base else None
    return replace(dated(before, phrase, "XXXX"), period=None)  # only compared with: "the quarter" stays the later one


def period_of_year(phrase: Phrase, scene: Scene) -> Reading | None:
    """ "the 1989 period": the quarter spoken of, in that year."""
    year, spoken = told_year(phrase, scene), scene.spoken.get(Grain.QUARTER)
    if phrase.has("unit") and phrase.word("unit") != "quarter":
        return None
    if year is None or spoken is None:
        return dated(Period(Grain.YEAR, date(year, 1, 1)) if year else None, phrase)
    return dated(Period(Grain.QUARTER, spoken.start.replace(year=year)), phrase)


def season(phrase: Phrase, scene: Scene) -> Reading | None:
    code = phrase.word("season", "verbseason")
    if code is None or (phrase.has("unit") and phrase.word("unit") != "year"):
        return None
    first = SEASON_STARTS[code]
    year, step, now = told_year(phrase, scene), _step(phrase), scene.published
    if year is None and now is None:
        return dated(None, phrase, f"XXXX-{code}")
    if year is None and now is not None:
        begun = date(now.year, first, 1) <= now
        ahead = step == 1 or (step is None and scene.looks_ahead())
        if ahead:
            over = Period(Grain.SEASON, date(now.year, first, 1)).stop < now
            year = now.year + (begun if step == 1 else over)
        else:
            year = now.year if begun or step == 0 else now.year - 1
        if step == -1 and Period(Grain.SEASON, date(year, first, 1)).stop >= now:
            year -= 1
    return dated(Period(Grain.SEASON, date(year or 1, first, 1)), phrase) if year else None


def year(phrase: Phrase, scene: Scene) -> Reading | None:
    """ "2003", "fiscal 1999", "the year 2000": a bare number must stand where a year may."""
    number = phrase.number("year")
    if phrase.has("shortyear"):
        number = full_year(phrase.number("shortyear") or 0, scene)
    if number is None:
        number = phrase.number("number")
        if number is None or not 1000 <= number <= 2200:
            return None
    if phrase.has("unit") and phrase.word("unit") != "year":
        return None
    if len(phrase.tokens) == 1 and not _bare_year(number, phrase, scene):
        return None
    return dated(Period(Grain.YEAR, date(number, 1, 1)), phrase)


def _bare_year(number: int, phrase: Phrase, scene: Scene) -> bool:
    before, after = scene.beside(-1), scene.beside(0)
    if after is not None and after.kind in COUNTED:
        return False
    if before is not None and before.kind in NO_YEAR_AFTER:
        return False
    if number % 100 == 0 and after is not None and after.kind == "other_word" and after.text.endswith("s"):
        return False  # "2000 flights"
    return number in MODERN or (before is not None and before.kind in YEAR_AFTER)


def year_range(phrase: Phrase, scene: Scene) -> Reading | None:
    """ "2003-2005", "1994-95"."""
    first = told_year(phrase, scene)
    text = phrase.tokens[-1].text
    if first is None or not text.isdigit() or len(text) not in (2, 4):
        return None
    last = int(text) if len(text) == 4 else first // 100 * 100 + int(text)
    if not first < last <= min(first + 99, date.max.year):
        return None
    span = f"{first:04d}/{last:04d}"
    return Reading(TimeType.DATE, span, span, Grain.YEAR, TimeKind.RANGE, Period(Grain.YEAR, date(last, 1, 1)))


def decade(phrase: Phrase, scene: Scene) -> Reading | None:
    first = phrase.number("decade")
    return dated(Period(Grain.DECADE, date(first, 1, 1)), phrase) if first else None


def century(phrase: Phrase, scene: Scene) -> Reading | None:
    number = phrase.number("ordinal")
    if phrase.word("unit") != "century" or number is None or not 2 <= number <= 99:
        return None
    return dated(Period(Grain.CENTURY, date((number - 1) * 100, 1, 1)), phrase)


READERS: Mapping[str, Reader] = {
    "told_shift": told_shift,
    "weekend": weekend,
    "month": month,
    "relative_unit": relative_unit,
    "last_alone": last_alone,
    "told_unit": told_unit,
    "year_span": year_span,
    "year_end": year_end,
    "quarter": quarter,
    "half": half,
    "latest_quarter": latest_quarter,
    "year_before": year_before,
    "season": season,
    "period_of_year": period_of_year,
    "year_range": year_range,
    "year": year,
    "decade": decade,
    "century": century,
}
