"""What linking asks of the place where many reports are kept; the archive fulfils it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from readout.link.same_engagement import EngagementKey
from readout.model.record import Actor

Name = tuple[str, str]  # of an engagement: id of its report, and its own


class Known(NamedTuple):
    """An engagement that is kept, or that is to be."""

    engagement: str
    key: EngagementKey

    @property
    def name(self) -> Name:
        return self.key.document, self.engagement

    @property
    def order(self) -> tuple[str, str, str]:
        """What is published first stands first; what has no day stands last."""
        return self.key.published or "~", self.key.document, self.engagement


class Stretch(NamedTuple):
    """Part of a shelf: its name, and the first and last day of it, both included (`YYYY-MM-DD`, or "" for no day)."""

    shelf: str
    first: str
    last: str


class LookUp(Protocol):
    """Each answer in an order that depends on nothing but what is kept."""

    def engagements_in(self, stretches: Sequence[Stretch]) -> Iterable[Known]:
        """Those that stand on one of these stretches, each once; see `readout.link.shelves`."""
        ...

    def together_with(self, name: Name) -> Sequence[Known]:
        """The engagements that are held to be the same as this one, and itself; none when it is alone."""
        ...

    def participants_in(self, name: Name) -> Sequence[Actor]:
        """Who takes part, as that report has them."""
        ...

    def texts_in(self, bands: Sequence[int], first: str, last: str) -> Iterable[tuple[str, str]]:
        """Id and text of each report of these days that has one of the bands; those with the most in common if many."""
        ...
