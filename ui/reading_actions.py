"""What the actions of the view Read do."""

from collections.abc import Callable
from functools import partial

from quotedesk.quote import Kind, Status
from ui.reader.view import ReadView

Deeds = dict[str, Callable[[], object]]


def deeds(read: ReadView) -> Deeds:
    """The deed of each action that works while an article is open, by the action's name."""
    do = read.deeds
    found: Deeds = {
        "confirm": lambda: do.decide(Status.CONFIRMED),
        "confirm_next": do.confirm_and_next,
        "confirm_all": do.confirm_all,
        "reject": lambda: do.decide(Status.REJECTED),
        "flag": do.flag,
        "next_undecided": read.steps.to_undecided,
        "previous_undecided": lambda: read.steps.to_undecided(-1),
        "next": lambda: read.steps.along(1),
        "previous": lambda: read.steps.along(-1),
        "overlapping": read.reader.choose_among,
        "review": read.steps.review,
        "speaker": read.card.focus_speaker,
        "take_offer": do.take_offer,
        "note": read.card.focus_note,
        "kind_speech": lambda: do.set_kind(Kind.SPEECH),
        "kind_written": lambda: do.set_kind(Kind.WRITTEN),
        "kind_other": lambda: do.set_kind(Kind.OTHER),
        "mark": do.mark,
        "set_mention": lambda: do.point("mention"),
        "set_cue": lambda: do.point("cue"),
        "split": do.split,
        "join_next": do.join_next,
        "close_gaps": do.close_gaps,
        "delete": do.delete,
        "next_article": lambda: read.library.step(1),
        "previous_article": lambda: read.library.step(-1),
        "edit_article": read.edit_article,
    }
    for edge in ("start", "end"):
        for side, step in (("left", -1), ("right", 1)):
            for unit in ("word", "character", "sentence"):
                name = f"{edge}_{side}" if unit == "word" else f"{edge}_{side}_{unit}"
                found[name] = partial(do.move_edge, edge, step, unit)
    return found | {f"assign_{n}": partial(do.assign_digit, n) for n in range(1, 10)}
