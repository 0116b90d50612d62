"""Agreement of two readers: against values of independent packages, and explained."""

import pytest

from quotedesk.agreement import (
    Judgement,
    cohen_kappa,
    compare,
    explanation,
    krippendorff_alpha,
    span_f1,
)

# scikit-learn 1.9.1: cohen_kappa_score(list(a), list(b)). krippendorff 0.9.0 (with numpy 2.4.6):
# alpha(reliability_data=[[ord(x) for x in a], [ord(x) for x in b]], level_of_measurement="nominal").
REFERENCE = [
    ("ACABABBBCBAABABBCACB", "ACBAABBBCBAABABBCACB", 0.8425196850393701, 0.8464566929133859),
    ("AAACBFFCCEBEAEFBDFDFECEDECAACDCDDEBEBBBABCBBEECEFEBDDFECECCD",
     "DAACBFFCCEBEAEFBDFDEECEDECAACDCDDECEBFEABCBECECEFECDDAEFECBD", 0.7766497461928934, 0.7780979827089337),
    ("AABBAABBAABB", "AABAAAABBBBB", 0.33333333333333337, 0.36111111111111116),
    ("BCADDBAAADCABCCBACBACCBBCCCACDBBBDCACACC", "BCADDBAAADCABCCBACBACCBBCCCACDBBBDCACACC", 1.0, 1.0),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "kappa", "alpha"), REFERENCE, ids=["20", "60", "little", "whole"])
def test_kappa_and_alpha_are_those_of_other_packages(a, b, kappa, alpha):
    assert cohen_kappa(a, b) == pytest.approx(kappa, abs=1e-12)
    assert krippendorff_alpha(list(zip(a, b, strict=True))) == pytest.approx(alpha, abs=1e-12)


def test_alpha_of_three_with_gaps():
    # krippendorff 0.9.0, alpha(..., level_of_measurement="nominal") with nan for the gaps.
    rows = ("*****3412211331", "1*2133443******", "**2134*42*113*3")
    units = [[value for value in unit if value != "*"] for unit in zip(*rows, strict=True)]
    assert krippendorff_alpha(units) == pytest.approx(0.5789473684210527, abs=1e-12)


def test_figures_that_are_not_defined():
    assert cohen_kappa("", "") is None and krippendorff_alpha([]) is None and span_f1([], []) is None
    assert cohen_kappa("AAA", "AAA") is None and krippendorff_alpha([("A", "A"), ("A", "A")]) is None


def test_span_f1():
    assert span_f1({1, 2, 3}, {2, 3, 4, 5}) == pytest.approx(4 / 7)


def judged(**names: str) -> dict[str, Judgement]:
    """x: not a quote."""
    return {quote: Judgement(name != "x", "" if name == "x" else name) for quote, name in names.items()}


A = judged(q1="Kerry", q2="Kerry", q3="Power", q4="x", q5="Power", q6="x")
B = judged(q1="Kerry", q2="Power", q3="Power", q4="Kerry", q6="x")


def test_two_readers():
    found = compare(A, B)
    assert (found.spans_a, found.spans_b, found.spans_both, found.f1) == (4, 4, 3, 0.75)
    assert (found.named, found.same) == (3, 2)
    assert [difference.quote for difference in found.differences] == ["q2", "q4", "q5"]
    assert found.differences[2].b is None
    assert compare(B, A).kappa == found.kappa == pytest.approx(0.4)


def test_the_explanation_works_the_figures_out():
    told = dict(explanation(compare(A, B), "Ann", "Ben"))
    assert told["Quotes"] == (
        "Ann takes 4 for quotes and Ben 4, 3 of them both. Span F1 is 2 × 3 / (4 + 4) = 0.750."
    )  # fmt: skip
    assert told["Same speaker"].endswith("2 / 3 = 0.667.")
    assert told["Cohen’s kappa"].endswith("(0.667 − 0.444) / (1 − 0.444) = 0.400.")
    assert "Alpha is 1 − 0.333 / 0.600 = 0.444. Below 0.67" in told["Krippendorff’s alpha"]
    assert "cannot be compared" in dict(explanation(compare({}, {}), "Ann", "Ben"))["Speakers"]
    alike = judged(q1="Kerry", q2="Kerry")
    assert "told from chance" in dict(explanation(compare(alike, alike), "Ann", "Ben"))["Kappa and alpha"]
