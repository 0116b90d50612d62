"""The command that writes a desk's speakers to a roster file, or adds those of one."""

from pathlib import Path

from quotedesk import rosters
from quotedesk.store import desk as desks
from quotedesk.store import rosters as stored
from quotedesk.store.words import counted
from ui.commands.desks import reader


def run(desk_path: Path, action: str, file: Path) -> int:
    """`export` or `import`; says how many speakers it was."""
    with desks.open(desk_path, user=reader()) as desk:
        if action == "export":
            entries = stored.entries(desk)
            rosters.write(file, entries)
            print(f"{file} is written, with {counted(len(entries), 'speaker')}.")
        else:
            changes = stored.take_in(desk, rosters.read(file))
            print(f"{desk_path.name}: {counted(len(changes.speakers), 'speaker')} added or completed from {file.name}.")
    return 0
