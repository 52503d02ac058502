"""
What can go wrong, as a tree a caller can catch at any level:

ReadoutError
├── InputError            the caller gave us something we cannot read
│   ├── MissingExtra      a package that this needs is not installed; names the extra
│   ├── UnreadableDocument
│   ├── UnreadableRecord
│   ├── UnsupportedLanguage
│   └── WrongCorrection    (store/) a correction does not fit its record
├── SpanError             a span does not point into its text: a bug in a stage
├── FactsError            an ontology, lexicon or facts file is wrong; names file and key
├── Fault                 Readout itself went wrong with one report: a bug; names it
├── ModelError            a weight file or language model is missing or damaged
└── StoreError            the archive cannot be opened, read or written
    ├── NoArchive         there is none at that address
    ├── ArchiveBusy       another program is writing, and went on for too long
    ├── ArchiveDamaged    the file is no archive, or its bytes are no longer sound
    ├── ArchiveFull       no room is left on the disk
    ├── ArchiveTooNew     it was written by a newer Readout
    └── NotInArchive      (store/) it has no report, or no item, of that id
"""


class ReadoutError(Exception):
    """Base of every error Readout raises on purpose."""


class InputError(ReadoutError):
    """The caller gave us something we cannot read."""


class MissingExtra(InputError):
    """A package that this needs is not installed. The message names the extra that brings it."""


class UnreadableDocument(InputError):
    """The bytes cannot be opened or decoded. The message says what to do."""


class UnreadableRecord(InputError):
    """The JSON is not a record of this schema. The message names the field."""


class UnsupportedLanguage(InputError):
    """No lexicon for this language. The message lists those there are."""


class StoreError(ReadoutError):
    """The archive cannot be opened, read or written."""


class NoArchive(StoreError):
    """There is no archive at that address."""


class ArchiveBusy(StoreError):
    """Another program is writing to the archive, and went on for too long."""


class ArchiveDamaged(StoreError):
    """The file is no archive, or its bytes are no longer sound."""


class ArchiveFull(StoreError):
    """No room is left on the disk; what was stored before is kept."""


class ArchiveTooNew(StoreError):
    """The archive was written by a newer Readout. The message names both versions."""


class Fault(ReadoutError):
    """Readout itself went wrong with one report. The message names the error and where in the code it arose."""


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
