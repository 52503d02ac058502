import pytest
from click.testing import CliRunner

from readout.cli.show import show
from readout.store import open_archive
from tests.store.reports import report

WORDS = "Norway called Chile about the fish that both countries sell to Asia, and about the boats that catch it. "
FIRST = report(WORDS, published="2021-03-02", publisher="Fjord Times")
REPRINT = report(f"{WORDS}It rained.", published="2021-03-03", publisher="Andes Post")
ALONE = report("Norway called Chile again.", published="2021-05-03")


@pytest.fixture
def shown(tmp_path):
    path = str(tmp_path / "news.db")
    with open_archive(path, create=True) as archive:
        for record in (FIRST, REPRINT, ALONE):
            archive.add(record)
    return lambda identifier: CliRunner().invoke(show, [path, identifier], catch_exceptions=False).stdout


def test_a_report_is_shown_with_the_others_of_its_engagement_and_text(shown):
    page = shown(FIRST.document.id)
    told, _, near = page.partition("TOLD BY OTHER REPORTS TOO")[2].partition("NEARLY THE SAME TEXT")
    assert REPRINT.document.id[:12] in told
    assert "Andes Post" in told
    assert REPRINT.document.id[:12] in near
    assert ALONE.document.id[:12] not in told + near


def test_an_engagement_is_shown_with_those_who_tell_of_it_too(shown):
    page = shown(REPRINT.engagements[0].id)
    assert FIRST.document.id[:12] in page.partition("TOLD BY OTHER REPORTS TOO")[2]
    assert "NEARLY THE SAME TEXT" not in page


def test_what_stands_alone_has_no_such_part(shown):
    for identifier in (ALONE.document.id, ALONE.engagements[0].id, FIRST.statements[0].id):
        page = shown(identifier)
        assert "TOLD BY" not in page
        assert "NEARLY" not in page
