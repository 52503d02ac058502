"""The day of publication in a cell of a table, in the forms that exports write it.

Each form is listed and means one day; what could be two, such as 10/07/2021, is refused with the remedy.
"""

import re
from datetime import date, datetime
from functools import cache

from readout.facts.lexicon import load_lexicon
from readout.ingest.dateline import Words
from readout.ingest.document import iso_day
from readout.model.errors import InputError

CLOCK = r"(?:[T ]?\d\d:?\d\d(?::?\d\d)?(?:[.,]\d+)?(?:\s?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?)?"
ISO = re.compile(rf"(?P<year>\d{{4}})(?P<mark>[-/.]?)(?P<month>\d\d)(?P=mark)(?P<day>\d\d){CLOCK}", re.ASCII)
AMBIGUOUS = re.compile(r"\d\d?([-/.])\d\d?\1(?:\d{4}|\d\d)\b.*", re.ASCII)


def day_of(value: str | date, form: str | None = None) -> str:
    """The day as `YYYY-MM-DD`, as written: no time zone is converted.

    Read are ISO 8601 with or without a time, also without marks (20210710, 20210710123000) or with slashes or
    points between (2021/07/10), English dates (July 10, 2021; Saturday, 10 Jul 2021; July 10, 2021 Saturday),
    that of RFC 5322 (Sat, 10 Jul 2021 12:30:00 +0000), and the timestamps of a typed table.

    Args:
        form: How it is written, in the codes of `datetime.strptime`; then it is read so and in no other way.

    Raises:
        InputError: It is none of these, or could be two days.
    """
    if isinstance(value, date):
        return value.isoformat()[: len("YYYY-MM-DD")]
    value = value.strip()
    if form is not None:
        return _formed(value, form)
    if match := ISO.fullmatch(value):
        return iso_day(f"{match['year']}-{match['month']}-{match['day']}")
    if match := _english().fullmatch(value):
        month = _months()[(match["month"] or match["first"]).lower()]
        day = int(match["day"] or match["second"])
        return iso_day(f"{match['year']}-{month:02}-{day:02}")
    if AMBIGUOUS.fullmatch(value):
        remedy = "say which comes first, the day or the month, as in published:%d/%m/%Y=COLUMN"
        raise InputError(f"published {value!r} could be two days: {remedy}")
    return iso_day(value)


def _formed(value: str, form: str) -> str:
    try:
        return datetime.strptime(value, form).date().isoformat()
    except ValueError:
        raise InputError(f"published {value!r} is not written as {form!r}: correct the form or the cell") from None


@cache
def _months() -> dict[str, int]:
    return {name.lower(): number for name, number in load_lexicon("dateline", Words).months.items()}


@cache
def _english() -> re.Pattern[str]:
    months = "|".join(sorted(_months(), key=lambda name: (-len(name), name)))
    weekday = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b,?\s+)?"
    ordinal = "(?:st|nd|rd|th)?"
    clock = r"(?:,?\s+(?:at\s+)?\d\d?:\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?(?:\s*(?:[A-Z]{1,4}|[+-]\d{4}))?)?"
    ending = r"(?:,?\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day)?"
    return re.compile(
        rf"{weekday}(?:(?P<day>\d\d?){ordinal}[\s-]+(?P<month>{months})\.?,?[\s-]+|"
        rf"(?P<first>{months})\.?\s+(?P<second>\d\d?){ordinal},?\s+)(?P<year>\d{{4}}){ending}{clock}",
        re.IGNORECASE | re.ASCII,
    )
