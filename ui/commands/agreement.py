"""The command that says how far two readers of a desk agree."""

from pathlib import Path

from quotedesk.agreement import Judgement, explanation
from quotedesk.errors import DeskError
from quotedesk.store import desk as desks
from quotedesk.store import quotes, readers
from quotedesk.store.words import counted


def run(path: Path, a: str, b: str) -> int:
    """Prints the figures, how each comes about, and the quotes that the two see differently."""
    with desks.open(path) as desk:
        a, b = _two(desk, a, b)
        found = readers.agreement(desk, a, b)
        for title, told in explanation(found, a, b):
            print(f"{title}: {told}")
        texts = {quote.id: quote for quote in quotes.several(desk, [d.quote for d in found.differences])}
    print(f"\nThey differ in {counted(len(found.differences), 'quote')}.")
    for difference in found.differences:
        if (quote := texts.get(difference.quote)) is not None:
            print(f"  “{' '.join(quote.text.split())}” ({quote.outlet or quote.title})")
            print(f"    {a}: {words(difference.a)}; {b}: {words(difference.b)}{'; other edges' * difference.in_edges}")
    return 0


def words(judged: Judgement | None) -> str:
    """What a reader made of a quote."""
    if judged is None:
        return "did not mark it"
    return judged.speaker if judged.accepted else "no quote"


def _two(desk: desks.Desk, a: str, b: str) -> tuple[str, str]:
    """The readers asked for, the others being those who decided most."""
    names = [reader.name for reader in readers.listed(desk) if reader.quotes]
    a = a or next((name for name in names if name != b), "")
    b = b or next((name for name in names if name != a), "")
    if not a or not b:
        raise DeskError("Only one reader has decided anything on this desk; a second one is needed to compare.")
    return a, b
