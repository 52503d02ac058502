"""Answers and scores the evaluation sets. Not part of the package; see docs/evaluation.md."""
