"""What stands in the place of an input that cannot be read."""

from dataclasses import dataclass

from readout.model.errors import ReadoutError


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that cannot be read, as the user would name it (a path, or `path:line`), and why."""

    source: str
    error: ReadoutError
