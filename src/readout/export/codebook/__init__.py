"""docs/codebook.md: what every field, value and column means, written from the model and from data/.

Nothing in the page is written by hand: the record's fields come from the docstrings of model/record.py, the closed
sets from the comments in model/vocabulary.py, codes from data/ontology, columns from data/columns.
"""

from readout.export.codebook.page import codebook

__all__ = ["codebook"]
