"""The floors: the least that each figure may be, and digests of the gold that they were pinned on."""

import json
import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.figures import Measured

PATH = Path(__file__).with_name("floors.json")
PIN = "python -m eval.run --pin"


@dataclass(frozen=True, slots=True)
class Floors:
    """From the name of a set to the digest of its gold, and from that of a figure to its floor."""

    gold: Mapping[str, str]
    floors: Mapping[str, float]

    @classmethod
    def read(cls, path: Path = PATH) -> "Floors":
        return cls(**json.loads(path.read_text(encoding="utf-8")))

    def write(self, path: Path = PATH) -> None:
        path.write_text(json.dumps({"gold": self.gold, "floors": self.floors}, indent=2) + "\n", encoding="utf-8")

    def of(self, measured: Measured) -> float | None:
        return self.floors.get(measured.figure.name)

    def changed_gold(self, digests: Mapping[str, str]) -> list[str]:
        """The sets whose gold is not the one that the floors were pinned on."""
        return [name for name, digest in digests.items() if self.gold.get(name) != digest]

    def problems(self, measured: Iterable[Measured], digests: Mapping[str, str], sets: Mapping[str, str]) -> list[str]:
        """What is wrong, a line each: a figure under its floor, and gold that has changed.

        Args:
            digests: Of the gold of each set that was scored, now.
            sets: From the test of a figure to the set whose gold it is scored on.
        """
        changed = self.changed_gold(digests)
        told = [
            f"{name}: its gold is not the one the floors were pinned on, so they are not compared: {PIN}"
            for name in changed
        ]
        for each in measured:
            floor = self.of(each)
            if floor is not None and sets[each.figure.of] not in changed and each.value < floor:
                told.append(f"{each.figure.name}: {each.value:.4f} is under its floor {floor}")
        return told

    def pinned(self, measured: Iterable[Measured], digests: Mapping[str, str], lower: Collection[str]) -> "Floors":
        """With the floors raised to what was measured; only those named in `lower` may also go down.

        A floor is the figure cut to two decimals, since the last ones may differ between processors.
        """
        floors = dict(self.floors)
        for each in measured:
            name, cut = each.figure.name, math.floor(each.value * 100 + 1e-6) / 100
            floors[name] = cut if name in lower else max(cut, floors.get(name, 0.0))
        return Floors({**self.gold, **digests}, floors)
