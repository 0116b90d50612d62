"""spaCy without its command line, which it loads too (web client, terminal painter): a third of the wait at a start."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

_COMMANDS = "spacy.cli"
_INFO = "spacy.cli.info"


@contextmanager
def without_commands() -> Iterator[None]:
    """Where spaCy is imported inside, its command line is not; what asks for that later still gets it."""
    if "spacy" in sys.modules:
        yield
        return
    package, module = ModuleType(_COMMANDS), ModuleType(_INFO)
    package.__path__ = []
    module.info = _info  # type: ignore[attr-defined]
    sys.modules |= {_COMMANDS: package, _INFO: module}
    try:
        yield
    finally:
        del sys.modules[_COMMANDS], sys.modules[_INFO]


def _info(*given: Any, **named: Any) -> Any:
    from spacy.cli.info import info

    return info(*given, **named)
