"""Linear models as readable tables: a line a feature, its name and its weight (`build/fit.py` writes them)."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, repeat
from pathlib import Path

from quotedesk.paths import RESOURCES

FOLDER = RESOURCES / "attribution"
TABLES = ("speaker", "parsed", "quoted", "reported", "doubtful")
_KEPT = 10_000


class Facts:
    """The names of features that are mostly true together.

    Many candidates share them: which facts they are tells them apart, and nobody looks at their names for that.
    """

    __slots__ = ("names",)

    def __init__(self, *names: str) -> None:
        self.names = names


class Weights:
    """The weights of named features; one that is not in the table weighs nothing."""

    def __init__(self, of: Mapping[str, float]) -> None:
        self.of = of
        self._sums = _Sums(self)

    def sum(self, names: Iterable[str]) -> float:
        """The score of what is described by these features."""
        return sum(map(self.of.get, names, repeat(0.0)))

    def score(self, row: Iterable[Facts]) -> float:
        """The same where the features come as facts that others share."""
        return sum(map(self._sums.__getitem__, row))


class _Sums(dict[Facts, float]):
    """What facts weigh together, added up when they are first met."""

    def __init__(self, weights: Weights) -> None:
        super().__init__()
        self._weights = weights

    def __missing__(self, facts: Facts) -> float:
        if len(self) >= _KEPT:
            self.clear()
        self[facts] = self._weights.sum(facts.names)
        return self[facts]


@dataclass(frozen=True, slots=True)
class Calibration:
    """How often a probability that a model gives turns out right, by the form of the mention (name, nominal, pronoun):
    corners of a rising line each, measured out of fold. Where a form has no line, the probability itself."""

    lines: Mapping[str, tuple[tuple[float, float], ...]]

    def share(self, probability: float, form: str) -> float:
        """The measured share, straight between the corners."""
        line = self.lines.get(form, ())
        for (x, y), (x2, y2) in pairwise(line):
            if probability <= x2:
                return y + (y2 - y) * max(0.0, probability - x) / (x2 - x)
        return line[-1][1] if line else probability


@dataclass(frozen=True, slots=True)
class Models:
    """What attribution has learnt: who speaks (without and with the parser), how sure that is, and what is a quote: by
    its marks, by whether it stands in what is reported, and by both where the marks leave doubt."""

    speaker: Weights
    parsed: Weights
    sure: Calibration
    quoted: Weights
    reported: Weights
    doubtful: Weights


@cache
def load(folder: Path = FOLDER) -> Models:
    """The tables that QuoteDesk ships."""
    speaker, parsed, quoted, reported, doubtful = (
        Weights({name: float(weight) for name, weight in _rows(folder / f"{table}.csv")}) for table in TABLES
    )
    lines: dict[str, list[tuple[float, float]]] = {}
    for form, x, y in _rows(folder / "calibration.csv"):
        lines.setdefault(form, []).append((float(x), float(y)))
    sure = Calibration({form: tuple(line) for form, line in lines.items()})
    return Models(speaker, parsed, sure, quoted, reported, doubtful)


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))[1:]
