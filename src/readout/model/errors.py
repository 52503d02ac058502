"""
What can go wrong, as a tree a caller can catch at any level:

ReadoutError
├── InputError            the caller gave us something we cannot read
│   ├── UnreadableDocument
│   ├── UnreadableRecord
│   └── UnsupportedLanguage
├── SpanError             a span does not point into its text: a bug in a stage
├── FactsError            an ontology, lexicon or facts file is wrong; names file and key
├── ModelError            a weight file or language model is missing or damaged
└── StoreError            the archive cannot be opened, or is from a newer schema
"""


class ReadoutError(Exception):
    """Base of every error Readout raises on purpose."""


class InputError(ReadoutError):
    """The caller gave us something we cannot read."""


class UnreadableDocument(InputError):
    """The bytes cannot be opened or decoded. The message says what to do."""


class UnreadableRecord(InputError):
    """The JSON is not a record of this schema. The message names the field."""


class UnsupportedLanguage(InputError):
    """No lexicon for this language. The message lists those there are."""


class StoreError(ReadoutError):
    """The archive cannot be opened, or is from a newer schema."""


class ModelError(ReadoutError):
    """A weight file or language model is missing or damaged. The message says how to get it."""


class SpanError(ReadoutError):
    """A span does not point into its text."""


class FactsError(ReadoutError):
    """An ontology, lexicon or facts file is wrong."""

    def __init__(self, path: str, key: str, problem: str) -> None:
        super().__init__(f"{path}: {key}: {problem}")
        self.path, self.key, self.problem = path, key, problem

    def __reduce__(self) -> tuple[type["FactsError"], tuple[str, str, str]]:
        return type(self), (self.path, self.key, self.problem)
