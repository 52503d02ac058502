"""The page as a whole."""

from readout.export.codebook.markdown import contents, written
from readout.export.codebook.ontology import ontology_sections
from readout.export.codebook.record import record_section
from readout.export.codebook.tables import tables_sections
from readout.export.codebook.vocabularies import vocabularies_section

TITLE = "# Codebook"
INTRODUCTION = """\
What every field, value and column means. This page is written by `python -m readout.export.codebook` from the model
and from `src/readout/data/`; correct it there.

- A span is a half-open pair `[start, end]` of positions in the text of the report, counted in Unicode code points from
  0: `text[start:end]` gives the words.
- Unknown is null (an empty cell), never a guess.
- Ids are hashes of content: the same report gives the same ids everywhere.
- Countries are ISO 3166-1 alpha-3 codes, or `IGO` for an intergovernmental body. Dates are ISO 8601, as exact as the
  text gives them: `2021`, `2021-07`, `2021-07-09`.
- A key names an actor within its report."""


def codebook() -> str:
    """The text of docs/codebook.md.

    Raises:
        FactsError: A file of data/ is wrong.
    """
    sections = [record_section(), vocabularies_section(), *ontology_sections(), *tables_sections()]
    return "\n\n".join([TITLE, INTRODUCTION, "## Contents", contents(sections), written(sections)]) + "\n"
