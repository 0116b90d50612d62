"""Records that are made by the thousand: frozen dataclasses to the type checker, made in a third of the time."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from dataclasses import dataclass

    def record(*, frozen: bool, slots: bool, order: bool = False) -> type:
        """What `dataclass` gives, but nothing watches over the fields, which takes most of the making."""
        return dataclass(slots=slots, unsafe_hash=frozen, order=order)


__all__ = ["record"]
