"""Reports for an archive that is served."""

from tests.store.reports import report

REPORTS = 7


def told(day):
    """A report of a day; those of even days are of one publisher."""
    return report(
        f"Norway told Chile on day {day} that the two will talk about fish.",
        published=f"2021-03-{day:02}",
        publisher="Herring Herald" if day % 2 == 0 else None,
        title=f"Fish, part {day}",
    )


def later(**fields):
    return report("Norway told Chile again, and at length, about the fish.", url="https://example.org/fish", **fields)


def earlier(**fields):
    return report("Norway told Chile about fish.", url="https://example.org/fish", **fields)


def fill(archive):
    """`REPORTS` stories, the last of which has two versions."""
    for day in range(1, REPORTS):
        archive.add(told(day))
    archive.add(earlier(published="2021-04-01"))
    archive.add(later(published="2021-04-02"))
