import pytest

from quotedesk.collation.names import same_speaker


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Trump", "Donald Trump", True),
        ("Russia's Maria Zakharova", "Maria Zakharova", True),
        ("Sen. Sanders", "Bernie Sanders", True),
        ("a military source", "a military source", True),
        ("the DNC", "Democratic National Committee", True),
        ("John Kerry", "Maria Zakharova", False),
        ("John Kerry", "the Democratic candidate", None),
        ("a military source", "Vladimir Savchenko", None),
        (None, "John Kerry", None),
        ("", "", None),
    ],
)
def test_names_are_compared(a: str | None, b: str | None, same: bool | None) -> None:
    assert same_speaker(a, b) is same
    assert same_speaker(b, a) is same
