"""What the actions of the view Read do."""

from collections.abc import Callable

from quotedesk.quote import Status
from ui.reader.view import ReadView

Deeds = dict[str, Callable[[], object]]


def deeds(read: ReadView) -> Deeds:
    """The deed of each action that works while an article is open, by the action's name."""
    found: Deeds = {
        "confirm": lambda: read.decide(Status.CONFIRMED),
        "confirm_next": read.confirm_and_next,
        "reject": lambda: read.decide(Status.REJECTED),
        "next_undecided": read.next_undecided,
        "next": lambda: read.step(1),
        "previous": lambda: read.step(-1),
        "speaker": read.card.focus_speaker,
        "note": read.card.focus_note,
        "mark": read.mark,
        "delete": read.delete,
        "start_left": lambda: read.move_edge("start", -1),
        "start_right": lambda: read.move_edge("start", 1),
        "end_left": lambda: read.move_edge("end", -1),
        "end_right": lambda: read.move_edge("end", 1),
        "next_article": lambda: read.library.step(1),
        "previous_article": lambda: read.library.step(-1),
        "edit_article": read.edit_article,
    }
    return found | {f"assign_{n}": lambda n=n: read.assign_digit(n) for n in range(1, 10)}
