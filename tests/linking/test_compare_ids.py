import json

import pytest
from click.testing import CliRunner

from readout.cli.compare import compare
from readout.model.errors import InputError
from readout.store import NotInArchive, open_archive
from tests.store.reports import report

REPORTS = {
    "oslo": report("Norway called Chile.", published="2021-03-02"),
    "santiago": report("Chile was called by Norway.", published="2021-03-03"),
    "later": report("Norway called Chile again.", published="2021-05-03"),
}


@pytest.fixture
def news(tmp_path):
    path = str(tmp_path / "news.db")
    with open_archive(path, create=True) as archive:
        for record in REPORTS.values():
            archive.add(record)
    return path


def run(*arguments):
    return CliRunner().invoke(compare, arguments, catch_exceptions=False)


def engagement_of(name):
    return REPORTS[name].engagements[0].id


def told_by(result):
    return [[told["document"] for told in each["reports"]] for each in json.loads(result.stdout)]


def documents(*names):
    return [REPORTS[name].document.id for name in names]


@pytest.mark.parametrize("identifier", [engagement_of("santiago"), REPORTS["santiago"].document.id])
def test_of_one_id_all_reports_are_compared_that_tell_of_it(news, identifier):
    result = run(news, identifier)
    assert result.exit_code == 0
    assert told_by(result) == [documents("oslo", "santiago")]


def test_the_beginning_of_an_id_is_enough(news):
    assert told_by(run(news, engagement_of("oslo")[:10])) == [documents("oslo", "santiago")]


def test_several_reports_are_compared_with_each_other_and_no_others(news):
    assert told_by(run(news, *documents("oslo", "santiago"))) == [documents("oslo", "santiago")]
    assert run(news, *documents("oslo", "later")).exit_code == 1


def test_engagements_that_are_named_are_held_to_be_the_same(news):
    result = run(news, engagement_of("oslo"), engagement_of("later"))
    assert told_by(result) == [documents("oslo", "later")]


def test_what_stands_alone_is_said_to(news):
    result = run(news, engagement_of("later"))
    assert result.exit_code == 1
    assert "no other report of the archive tells of it" in result.stderr


def test_ids_of_other_things_are_refused(news):
    with pytest.raises(InputError, match="a statement, no report or engagement"):
        run(news, REPORTS["oslo"].statements[0].id)
    with pytest.raises(NotInArchive, match="en-nobody"):
        run(news, "en-nobody")


def test_an_archive_without_ids_is_wrong_usage(news):
    result = run(news)
    assert result.exit_code == 2
    assert "Give ids after the archive" in result.stderr


def test_an_archive_from_before_there_were_links_is_linked_at_the_first_question(news):
    with open_archive(news) as archive:
        archive.connection.run("DELETE FROM engagement_group")
        archive.connection.run("UPDATE archive SET value = '0' WHERE name = 'linked'")
    first, second = run(news, engagement_of("oslo")), run(news, engagement_of("oslo"))
    assert told_by(first) == told_by(second) == [documents("oslo", "santiago")]
    assert "linking its 3 reports" in first.stderr
    assert second.stderr == ""
