from dataclasses import replace

from quotedesk.collation.releases import BESIDE, parts
from quotedesk.collation.statement import Passage
from quotedesk.quote import Kind, Span

START = {"believed": 0, "courtesy": 100, "halted": 200}


def quote(doc: str, statement: str, *, at: int | None = None, **fields: str) -> tuple[str, Passage]:
    start = START[statement] if at is None else at
    given = {"speaker": "CENTCOM", "date": "2016-09-18"} | fields
    return statement, Passage(f"{doc} {statement}", doc, statement, parts=(Span(start, start + 50),), **given)


def test_what_stands_beside_each_other_is_of_one_release() -> None:
    assert parts([quote("a", "believed"), quote("a", "courtesy")]) == {
        "believed": ("courtesy",),
        "courtesy": ("believed",),
    }


def test_what_stands_beside_printings_of_a_third_is_too() -> None:
    both = [quote("a", "believed"), quote("a", "courtesy"), quote("b", "believed"), quote("b", "halted", at=60)]
    found = parts(both)
    assert found["believed"] == ("courtesy", "halted")
    assert found["courtesy"] == ("believed", "halted")
    late = [(s, replace(p, date="2016-09-25") if p.doc == "b" else p) for s, p in both]
    assert parts(late)["courtesy"] == ("believed",)
    undated = [(s, replace(p, date="")) for s, p in both]
    assert parts(undated, ["courtesy"]) == {"courtesy": ("believed",)}


def test_the_articles_have_to_show_it() -> None:
    one = quote("a", "believed")
    for other in (
        quote("a", "courtesy", speaker="Peter Cook"),
        quote("a", "courtesy", at=51 + BESIDE),
        quote("a", "courtesy", at=20),
        quote("b", "courtesy"),
        ("courtesy", replace(quote("a", "courtesy")[1], kind=Kind.OTHER)),
        ("courtesy", replace(quote("a", "courtesy")[1], parts=())),
        ("believed", quote("a", "courtesy")[1]),
    ):
        assert parts([one, other]) == {}
    nobody = [(s, replace(p, speaker=None)) for s, p in (one, quote("a", "courtesy"))]
    assert parts(nobody) == {}
    between = quote("a", "halted", at=60, speaker="Peter Cook")
    assert parts([one, between, quote("a", "courtesy", at=120)]) == {}
