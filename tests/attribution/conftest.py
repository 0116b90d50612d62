"""The pipeline with the shipped roster, and without any."""

import pytest
from spacy.language import Language

from quotedesk import pipeline
from quotedesk.attribution.roster import Roster


@pytest.fixture(scope="session")
def nlp() -> Language:
    return pipeline.load(Roster.load())


@pytest.fixture(scope="session")
def plain() -> Language:
    return pipeline.load()
