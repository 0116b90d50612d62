"""`quotedesk compare`: statements and their witnesses, of a desk or of articles."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from quotedesk import collation
from quotedesk.attribution.roster import Roster
from quotedesk.collation.statement import Grouping, Passage, Statement, Witness
from quotedesk.engine import dumps
from quotedesk.export import comparison, extracted
from quotedesk.quote import Kind
from quotedesk.store import desk as desks
from quotedesk.store import statements
from quotedesk.store.words import counted
from ui.commands.extract import read

_SQLITE = b"SQLite format 3\0"


def files(paths: Sequence[Path], *, roster: Roster, as_json: bool, tables: bool) -> int:
    """Compares the quotes of a desk, or of articles that are read for the purpose."""
    failed: list[str] = []
    if len(paths) == 1 and _is_desk(paths[0]):
        with desks.open(paths[0]) as desk:
            grouping = statements.everything(desk)
    else:
        grouping = collation.group(list(_passages(paths, roster, failed)))
    if as_json:
        print(dumps(comparison.comparison(grouping, tables=tables)))
    else:
        print("\n".join(page(grouping)))
    for sentence in failed:
        print(sentence, file=sys.stderr)
    return 1 if failed else 0


def _is_desk(path: Path) -> bool:
    if path.suffix == ".quotedesk":
        return True
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def _passages(paths: Sequence[Path], roster: Roster, failed: list[str]) -> Iterator[Passage]:
    for article, quotes in read(paths, roster=roster, failed=failed):
        for quote in quotes:
            yield Passage(
                id=extracted.quote_id(article.path, quote.extent),
                doc=article.path,
                text=quote.text(article.text),
                outlet=article.outlet or Path(article.path).stem,
                date=article.date,
                speaker=quote.speaker.name,
                kind=quote.kind,
                parts=quote.parts,
            )


def page(grouping: Grouping) -> Iterator[str]:
    """The statements with two or more witnesses, to be read in a terminal."""
    shared = [s for s in grouping.statements if len(s.witnesses) > 1]
    shared.sort(key=lambda s: -len(s.witnesses))
    alone = sum(len(s.witnesses) == 1 and s.witnesses[0].passage.kind is not Kind.OTHER for s in grouping.statements)
    yield f"{counted(len(shared), 'statement')} printed more than once; {counted(alone, 'quote')} printed once."
    for statement in shared:
        yield from ("", *_statement(statement))
    if grouping.suggestions:
        passages = {w.passage.id: w.passage for s in grouping.statements for w in s.witnesses}
        yield "\nPerhaps the same, for a person to decide:"
        for suggestion in grouping.suggestions[:15]:
            a, b = passages[suggestion.a], passages[suggestion.b]
            yield f"  “{_short(a.text)}” ({a.outlet}) ≈ “{_short(b.text)}” ({b.outlet}): {suggestion.why}"


def _statement(statement: Statement) -> Iterator[str]:
    first = statement.witnesses[0].passage
    yield f"{first.speaker or 'Unknown speaker'}: “{_short(first.text, 100)}”"
    yield f"  {len(statement.witnesses)} printings, {counted(len(statement.readings), 'wording')}; {statement.why}"
    for witness in statement.witnesses:
        yield f"  - {witness.passage.outlet}: {_relations(witness)}: “{_short(witness.passage.text, 70)}”"


def _relations(witness: Witness) -> str:
    words = ", ".join(r.value.replace("_", " ") for r in witness.relations)
    return f"{words}, given to {witness.passage.speaker}" if witness.speaker_differs else words


def _short(text: str, length: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + "…"
