"""How far two readers agree: span F1 on what is a quote, Cohen's kappa and Krippendorff's alpha on who speaks.

J. Cohen, A coefficient of agreement for nominal scales, 1960. K. Krippendorff, Content Analysis, 4th edition, 2019,
chapter 12 (nominal data). Pure functions; nothing here knows a desk.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass

NOBODY_KNOWN = "nobody known"
NOBODY_S_WORDS = "nobody’s words"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one reader made of a quote: whether it is one, and who speaks in it (a name, or one of the two above).

    `edges` are where it begins and ends for them; what two readers take for quotes is the same where these are too.
    """

    accepted: bool
    speaker: str
    edges: Hashable = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A quote that two readers see differently; None where one of them did not mark it at all."""

    quote: str
    a: Judgement | None
    b: Judgement | None

    @property
    def in_edges(self) -> bool:
        """Whether both take it for a quote, but not from and to the same places."""
        a, b = self.a, self.b
        return a is not None and b is not None and a.accepted and b.accepted and a.edges != b.edges


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two readers compared.

    `spans_a`, `spans_b` and `spans_both` count the quotes that each and both took for quotes; `named` those of both,
    and `same` those in which they also name the same speaker. `chance` is how often they would by chance, and
    `expected` how often two judgements drawn from both readers' together differ. A figure is None where it is not
    defined: nothing to compare, or but one name in use.
    """

    spans_a: int
    spans_b: int
    spans_both: int
    f1: float | None
    named: int
    same: int
    chance: float | None
    kappa: float | None
    expected: float | None
    alpha: float | None
    differences: tuple[Difference, ...]


def span_f1(a: Collection[Hashable], b: Collection[Hashable]) -> float | None:
    """Twice the spans that both have, by all that both have: the F1 of either reader measured on the other."""
    total = len(a) + len(b)
    return 2 * len(set(a) & set(b)) / total if total else None


def by_chance(a: Sequence[Hashable], b: Sequence[Hashable]) -> float | None:
    """How often two readers who name as often whom they name, but blindly, would name the same."""
    if not a:
        return None
    of_a, of_b = Counter(a), Counter(b)
    return sum(of_a[name] * of_b[name] for name in of_a) / len(a) ** 2


def cohen_kappa(a: Sequence[Hashable], b: Sequence[Hashable]) -> float | None:
    """Agreement beyond chance of two readers on the same units; None where chance alone makes it whole."""
    chance = by_chance(a, b)
    if chance is None or chance == 1:
        return None
    return (_observed(a, b) - chance) / (1 - chance)


def expected_difference(units: Sequence[Sequence[Hashable]]) -> float | None:
    """How often two judgements drawn from all of them differ (nominal); units with a single judgement don't count."""
    counts = Counter(value for unit in units if len(unit) > 1 for value in unit)
    total = counts.total()
    return 1 - sum(n * (n - 1) for n in counts.values()) / (total * (total - 1)) if total > 1 else None


def krippendorff_alpha(units: Sequence[Sequence[Hashable]]) -> float | None:
    """One less the observed by the expected difference, of any number of judgements a unit (nominal)."""
    expected = expected_difference(units)
    if not expected:
        return None
    paired = [unit for unit in units if len(unit) > 1]
    observed = 0.0
    for unit in paired:
        alike = sum(n * (n - 1) for n in Counter(unit).values())
        observed += (len(unit) * (len(unit) - 1) - alike) / (len(unit) - 1)
    return 1 - observed / sum(map(len, paired)) / expected


def compare(a: dict[str, Judgement], b: dict[str, Judgement]) -> Agreement:
    """Compare what two readers made of quotes, by the quotes' ids.

    Quotes that one of the two had no occasion to judge must be left out by the caller; a quote that stands on one side
    alone counts as marked by that reader only.
    """
    spans_a, spans_b = ({(quote, judged.edges) for quote, judged in of.items() if judged.accepted} for of in (a, b))
    both = [quote for quote, judged in a.items() if (quote, judged.edges) in spans_a & spans_b]
    names_a, names_b = [a[quote].speaker for quote in both], [b[quote].speaker for quote in both]
    units = list(zip(names_a, names_b, strict=True))
    different = [quote for quote in dict.fromkeys((*a, *b)) if a.get(quote) != b.get(quote)]
    return Agreement(
        spans_a=len(spans_a), spans_b=len(spans_b), spans_both=len(both), f1=span_f1(spans_a, spans_b),
        named=len(both), same=sum(one == other for one, other in units), chance=by_chance(names_a, names_b),
        kappa=cohen_kappa(names_a, names_b), expected=expected_difference(units), alpha=krippendorff_alpha(units),
        differences=tuple(
            Difference(quote, a.get(quote), b.get(quote))
            for quote in different
            if any(judged is not None and judged.accepted for judged in (a.get(quote), b.get(quote)))
        ),
    )  # fmt: skip


def explanation(found: Agreement, a: str, b: str) -> list[tuple[str, str]]:
    """Each figure with how it comes about and what it means, in words: the figure's name, and its paragraph."""
    told = [("Quotes", _spans(found, a, b))]
    if found.named == 0 or found.chance is None or found.expected is None:
        return [*told, ("Speakers", "There is no quote that both took for one, so who speaks cannot be compared.")]
    share = found.same / found.named
    told.append(
        (
            "Same speaker",
            f"In {found.same} of these {found.named} quotes both name the same speaker: {found.same} / {found.named} "
            f"= {share:.3f}.",
        )
    )
    if found.kappa is None or found.alpha is None:
        why = "Both name one and the same speaker everywhere, so agreement cannot be told from chance."
        return [*told, ("Kappa and alpha", why)]
    differ = (found.named - found.same) / found.named
    told.append(
        (
            "Cohen’s kappa",
            f"Naming whom they name as often as they do, but blindly, the two would agree in {found.chance:.3f} of the "
            f"quotes. Kappa is the part of what is left that they reached: ({share:.3f} − {found.chance:.3f}) / "
            f"(1 − {found.chance:.3f}) = {found.kappa:.3f}.",
        )
    )
    told.append(
        (
            "Krippendorff’s alpha",
            f"They differ in {differ:.3f} of the quotes; any two names drawn from all that both gave would differ in "
            f"{found.expected:.3f}. Alpha is 1 − {differ:.3f} / {found.expected:.3f} = {found.alpha:.3f}. "
            f"{_reading(found.alpha)}",
        )
    )
    return told


def _spans(found: Agreement, a: str, b: str) -> str:
    if found.f1 is None:
        return "Neither has taken any quote for one that the other had occasion to judge."
    return (
        f"{a} takes {found.spans_a} for quotes and {b} {found.spans_b}, {found.spans_both} of them both. Span F1 is "
        f"2 × {found.spans_both} / ({found.spans_a} + {found.spans_b}) = {found.f1:.3f}."
    )


def _reading(alpha: float) -> str:
    """What Krippendorff says one may build on a value."""
    if alpha >= 0.8:
        return "From 0.80 on one may rely on what both say."
    if alpha >= 0.667:
        return "Between 0.67 and 0.80 it carries cautious conclusions only."
    return "Below 0.67 it is too little to rely on: look at where the two differ, and agree on how to decide."


def _observed(a: Sequence[Hashable], b: Sequence[Hashable]) -> float:
    return sum(one == other for one, other in zip(a, b, strict=True)) / len(a)
