"""The command that puts two copies of a desk together."""

from pathlib import Path

from quotedesk.store.merging import MergeReport, merge
from quotedesk.store.words import counted
from ui.commands.desks import reader


def run(base: Path, mine: Path, theirs: Path, output: Path) -> int:
    """Writes the merged desk, and beside it a report of what was taken over and what could not be put together."""
    report = merge(base, mine, theirs, output, user=reader())
    text = "\n".join(lines(report, mine.name, theirs.name))
    kept = output.with_name(f"{output.stem} (merge report).txt")
    kept.write_text(f"{text}\n", encoding="utf-8")
    print(text)
    print(f"{output} is written; this report is kept in {kept.name}.")
    return 0


def lines(report: MergeReport, mine: str, theirs: str) -> list[str]:
    """The report to be read."""
    said = [f"{theirs} was merged into {mine}: {', '.join(report.taken) or 'nothing new was in it'}."]
    if not report.conflicts:
        return [*said, "Nothing conflicted."]
    said += ["", f"{counted(len(report.conflicts), 'conflict')}. In each, the merged desk says what {mine} says.", ""]
    for number, conflict in enumerate(report.conflicts, 1):
        said.append(f"{number}. {conflict.what[:1].upper()}{conflict.what[1:]}")
        if conflict.field:
            before = f"   (before: {conflict.base})" if conflict.base else ""
            said += [f"   {conflict.field} in {mine}: {conflict.mine}{before}"]
            said += [f"   {conflict.field} in {theirs}: {conflict.theirs}"]
        else:
            said += [f"   {mine}: {conflict.mine}", f"   {theirs}: {conflict.theirs}"]
    return said
