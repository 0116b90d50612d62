"""Linear models as readable tables: a line a feature, its name and its weight (`build/fit.py` writes them)."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from quotedesk.paths import RESOURCES

FOLDER = RESOURCES / "attribution"
TABLES = ("speaker", "parsed", "quoted")


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of named features; one that is not in the table weighs nothing."""

    of: dict[str, float]

    def sum(self, names: Iterable[str]) -> float:
        """The score of what is described by these features."""
        of = self.of
        return sum(of[name] for name in names if name in of)


@dataclass(frozen=True, slots=True)
class Calibration:
    """How often a probability that a model gives turns out right: corners of a rising line, measured out of fold."""

    corners: tuple[tuple[float, float], ...]

    def share(self, probability: float) -> float:
        """The measured share, straight between the corners."""
        for (x, y), (x2, y2) in pairwise(self.corners):
            if probability <= x2:
                return y + (y2 - y) * max(0.0, probability - x) / (x2 - x)
        return self.corners[-1][1]


@dataclass(frozen=True, slots=True)
class Models:
    """What attribution has learnt: who speaks (without and with the parser), how sure that is, and what is a quote."""

    speaker: Weights
    parsed: Weights
    sure: Calibration
    quoted: Weights


@cache
def load(folder: Path = FOLDER) -> Models:
    """The tables that QuoteDesk ships."""
    speaker, parsed, quoted = (
        Weights({name: float(weight) for name, weight in _rows(folder / f"{table}.csv")}) for table in TABLES
    )
    sure = Calibration(tuple((float(x), float(y)) for x, y in _rows(folder / "calibration.csv")))
    return Models(speaker, parsed, sure, quoted)


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))[1:]
