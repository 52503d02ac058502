"""Readers of days and of times of day."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, date

from readout.model.vocabulary import TimeKind, TimeType
from readout.parse.times.calendar import Grain, Period, holiday, make_day
from readout.parse.times.reading import Phrase, Reader, Reading, Scene, add_days, dated, spanning

MONTHS = ("month", "namemonth", "shortmonth")
WEEKDAYS = ("weekday", "shortweekday")
HOURS = ("clock", "digitclock", "hourname")
DayOfYear = Callable[[int], date | None]
NEAR = 120  # days: a day of the year as near as this to the publication is the one meant, whatever the tense


def iso_date(phrase: Phrase, scene: Scene) -> Reading | None:
    text = phrase.tokens[0].text.upper()
    day = make_day(int(text[:4]), int(text[5:7]), int(text[8:10]))
    if day is None:
        return None
    return at_hour(dated(Period(Grain.DAY, day), phrase), text[11:] or None)


def numeric_date(phrase: Phrase, scene: Scene) -> Reading | None:
    """ "31/12/2021" or "12/31/2021"; which comes first is not told when both could be the month."""
    first, second, year = (int(part) for part in phrase.tokens[0].text.replace(".", "/").split("/"))
    year = full_year(year, scene) if year < 100 else year
    orders = {make_day(year, second, first), make_day(year, first, second)} - {None}
    if not orders:
        return None
    day = orders.pop() if len(orders) == 1 else None
    return dated(Period(Grain.DAY, day) if day else None, phrase, f"{year:04d}-XX-XX")


def full_year(short: int, scene: Scene) -> int:
    """Two digits as the year in the hundred that ends ten years after the publication."""
    latest = (scene.published.year if scene.published else 2029) + 10
    return latest - (latest - short) % 100


def told_year(phrase: Phrase, scene: Scene) -> int | None:
    if phrase.has("shortyear"):
        return full_year(phrase.number("shortyear") or 0, scene)
    year = phrase.number("year")
    relation = phrase.find("this", "last", "next")
    if year is None and relation and phrase.word("unit") == "year" and scene.published:
        return scene.published.year + {"this": 0, "last": -1, "next": 1}[relation.kind]
    return year


def calendar_day(phrase: Phrase, scene: Scene) -> Reading | None:
    month, number = phrase.number(*MONTHS), phrase.number("number", "ordinal")
    if phrase.has("oclock", "zone") and not phrase.has(*HOURS):
        return None
    if month is None or number is None or make_day(2000, month, number) is None:
        return None
    year = told_year(phrase, scene) or scene.linked_year()
    if year is None:
        weekday = phrase.number(*WEEKDAYS)
        day = nearest_day(scene, lambda one: make_day(one, month, number), weekday)
    else:
        day = make_day(year, month, number)
        if day is None:
            return None
    unknown = f"XXXX-{month:02d}-{number:02d}"
    return in_part(dated(Period(Grain.DAY, day) if day else None, phrase, unknown), phrase)


def nearest_day(scene: Scene, in_year: DayOfYear, weekday: int | None = None) -> date | None:
    """The day of the year nearest the publication; far from it, the one on the side that the tense tells."""
    if scene.published is None:
        return None
    now = scene.published
    reach = 8 if weekday is not None else 1
    years = range(max(MINYEAR, now.year - reach), min(MAXYEAR, now.year + reach) + 1)
    days = [day for year in years if (day := in_year(year))]
    if weekday is not None:
        days = [day for day in days if day.weekday() == weekday] or days
    if not days:
        return None
    nearest = min(days, key=lambda day: (abs((day - now).days), day))
    if weekday is not None or abs((nearest - now).days) <= NEAR:
        return nearest
    ahead = scene.looks_ahead()
    side = [day for day in days if (day >= now if ahead else day <= now)]
    return min(side, key=lambda day: abs((day - now).days)) if side else nearest


def holiday_day(phrase: Phrase, scene: Scene) -> Reading | None:
    name = phrase.find("holiday")
    if name is None:
        return None
    rule = scene.lexicon.holidays[name.text]
    year = told_year(phrase, scene)
    if phrase.has("unit") and phrase.word("unit") not in ("day", "week"):
        return None
    day = holiday(rule, year) if year else nearest_day(scene, lambda one: holiday(rule, one))
    relation = phrase.find("last", "next")
    if day and relation and not year and scene.published:
        behind = day > scene.published if relation.kind == "last" else day < scene.published
        day = holiday(rule, day.year + ({"last": -1, "next": 1}[relation.kind] if behind else 0))
    unknown = f"XXXX-{rule['month']:02d}-{rule['day']:02d}" if "day" in rule else None
    grain = Grain.WEEK if phrase.word("unit") == "week" else Grain.DAY
    return dated(Period.holding(grain, day) if day else None, phrase, unknown)


def listed_day(phrase: Phrase, scene: Scene) -> Reading | None:
    """The second day in "April 24 and 25"."""
    number, before = phrase.number("number"), scene.spoken.get(Grain.DAY)
    if number is None or before is None or before is not scene.latest or number <= before.start.day:
        return None
    day = make_day(before.start.year, before.start.month, number)
    return dated(Period(Grain.DAY, day), phrase) if day else None


def day_range(phrase: Phrase, scene: Scene) -> Reading | None:
    month = phrase.number(*MONTHS)
    numbers = [token.value for token in phrase.tokens if token.kind == "number"]
    if month is None or len(numbers) != 2:
        return None
    low, high = (int(number or 0) for number in numbers)
    if low >= high:
        return None
    if make_day(2000, month, low) is None or make_day(2000, month, high) is None:
        return None
    year = told_year(phrase, scene)
    first = make_day(year, month, low) if year else nearest_day(scene, lambda one: make_day(one, month, low))
    last = make_day(first.year, month, high) if first else None
    if first is None or last is None:
        return Reading(TimeType.DATE, f"XXXX-{month:02d}-{low:02d}/XXXX-{month:02d}-{high:02d}")
    span, period = spanning(first, last), Period(Grain.DAY, last)
    return Reading(TimeType.DATE, span, span, Grain.DAY, TimeKind.RANGE, period)


def weekday_day(phrase: Phrase, scene: Scene) -> Reading | None:
    wanted = phrase.number(*WEEKDAYS)
    if wanted is None:
        return None
    unknown = f"XXXX-WXX-{wanted + 1}"
    relation = phrase.find("last", "past", "next", "coming", "previous", "following", "this", "that")
    now = scene.published
    if (relation and relation.kind in ("previous", "following", "that")) or _follows_weekday(scene):
        told = scene.told(Grain.DAY)
        now = told.start if told else None
    if now is None:
        return in_part(dated(None, phrase, unknown), phrase)
    since, until = (now.weekday() - wanted) % 7, (wanted - now.weekday()) % 7
    kind = relation.kind if relation else None
    if kind in ("last", "past", "previous"):
        offset = -(since or 7)
    elif kind in ("next", "following"):
        offset = until or 7
    elif kind in ("coming", "this") or (kind is None and (_follows_weekday(scene) or scene.looks_ahead())):
        offset = until
    else:
        offset = -since
    day = add_days(now, offset)
    return in_part(dated(Period(Grain.DAY, day) if day else None, phrase, unknown), phrase)


def _follows_weekday(scene: Scene) -> bool:
    """Whether it is the second in "Tuesday and Wednesday", "from Monday to Friday"."""
    link, before = scene.beside(-1), scene.beside(-2)
    if link is None or before is None or scene.latest is None or scene.latest.grain is not Grain.DAY:
        return False
    return link.kind in ("and", "to", "comma") and before.kind in WEEKDAYS


def named_day(phrase: Phrase, scene: Scene) -> Reading | None:
    """ "today", "yesterday evening", "tonight", "this morning"."""
    offset = phrase.number("namedday") or 0
    day = add_days(scene.published, offset) if scene.published else None
    unknown = "XXXX-XX-XX" if offset or phrase.has("daypart", "tonight") else "PRESENT_REF"
    return in_part(dated(Period(Grain.DAY, day) if day else None, phrase, unknown), phrase)


def last_night(phrase: Phrase, scene: Scene) -> Reading | None:
    day = add_days(scene.published, -1) if scene.published else None
    return in_part(dated(Period(Grain.DAY, day) if day else None, phrase, "XXXX-XX-XX"), phrase)


def told_day(phrase: Phrase, scene: Scene) -> Reading | None:
    if phrase.word("unit") != "day":
        return None
    return dated(scene.told(Grain.DAY), phrase, "XXXX-XX-XX")


def named_day_shift(phrase: Phrase, scene: Scene) -> Reading | None:
    """ "a week from today"."""
    unit, offset = phrase.word("unit"), phrase.number("namedday")
    if unit not in ("day", "week") or offset is None:
        return None
    day = add_days(scene.published, offset + (7 if unit == "week" else 1)) if scene.published else None
    return dated(Period(Grain.DAY, day) if day else None, phrase, "XXXX-XX-XX")


def clock_time(phrase: Phrase, scene: Scene) -> Reading | None:
    return in_part(dated(scene.told(Grain.DAY), phrase, "XXXX-XX-XX"), phrase, needed=True)


def day_part(phrase: Phrase, scene: Scene) -> Reading | None:
    """ "the morning": of the day spoken of."""
    before = scene.beside(-1)
    if not phrase.has("stage") and (before is None or before.kind not in ("in", "prep", "on", "by", "for")):
        return None
    return in_part(dated(scene.told(Grain.DAY), phrase, "XXXX-XX-XX"), phrase)


def overnight(phrase: Phrase, scene: Scene) -> Reading | None:
    reading = in_part(dated(scene.now(Grain.DAY), phrase, "XXXX-XX-XX"), phrase)
    return replace(reading, period=None) if reading else None


def weekdays(phrase: Phrase, scene: Scene) -> Reading | None:
    """ "every Friday", "Mondays": a repetition."""
    day = phrase.number("weekday", "weekdays")
    if day is None:
        return None
    part = phrase.word("daypart", "dayparts")
    return Reading(TimeType.SET, f"XXXX-WXX-{day + 1}" + (f"T{part}" if part else ""), grain=Grain.DAY)


def in_part(reading: Reading, phrase: Phrase, needed: bool = False) -> Reading | None:
    """The day narrowed to the hour or part that the phrase names; None when it must name one and does not."""
    hour = phrase.word(*HOURS) or _four_digits(phrase)
    if hour is not None:
        zone = phrase.find("zone", "oclock")
        return at_hour(reading, hour + ("Z" if zone and ("gmt" in zone.text or "utc" in zone.text) else ""))
    part = phrase.word("daypart", "tonight", "overnight")
    if part is None:
        return None if needed else reading
    timex = f"{reading.timex}T{part}" if reading.timex != "PRESENT_REF" else f"XXXX-XX-XXT{part}"
    return Reading(TimeType.TIME, timex, reading.value, reading.grain, reading.kind, reading.period)


def at_hour(reading: Reading, hour: str | None) -> Reading:
    if hour is None:
        return reading
    value = f"{reading.value}T{hour}" if reading.value else None
    timex = f"{reading.timex}T{hour.rstrip('Z')}"
    grain = "second" if hour.count(":") > 1 else "minute"
    return Reading(TimeType.TIME, timex, value, grain, reading.kind, reading.period)


def _four_digits(phrase: Phrase) -> str | None:
    """ "0735 GMT", "1500 hours GMT"."""
    token = phrase.find("number", "year")
    if token is None or not phrase.has("zone", "oclock"):
        return None
    if len(token.text) == 4 and token.text.isdigit() and token.text < "2400" and token.text[2:] < "60":
        return f"{token.text[:2]}:{token.text[2:]}"
    if phrase.has("oclock") and isinstance(token.value, int) and token.value <= 12:
        return f"{token.value:02d}:00"
    return None


READERS: Mapping[str, Reader] = {
    "iso_date": iso_date,
    "numeric_date": numeric_date,
    "calendar_day": calendar_day,
    "listed_day": listed_day,
    "day_range": day_range,
    "weekday": weekday_day,
    "weekdays": weekdays,
    "named_day": named_day,
    "last_night": last_night,
    "told_day": told_day,
    "holiday": holiday_day,
    "named_day_shift": named_day_shift,
    "clock": clock_time,
    "day_part": day_part,
    "overnight": overnight,
}
