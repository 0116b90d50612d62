"""The engine loads without what only spaCy's own command line needs."""

import subprocess
import sys

STARTED = """
import sys
from quotedesk.engine import Engine
with Engine() as engine:
    assert list(engine.find(["“Hello,” she said."]))
print(any(name.startswith("spacy.cli") for name in sys.modules))
import spacy
print(spacy.info(silent=True)["spacy_version"] == spacy.__version__)
"""


def test_starting_leaves_spacys_command_line_aside_but_within_reach() -> None:
    told = subprocess.run([sys.executable, "-c", STARTED], capture_output=True, text=True, check=True).stdout
    assert told.split() == ["False", "True"]
