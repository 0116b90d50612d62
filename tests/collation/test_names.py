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
        ("Cruz's campaign", "the Cruz campaign", True),
        ("Cruz's attorney, Thomas Coan,", "Coan", True),
        ("Cruz's campaign", "Ted Cruz", None),
        ("Donald Trump's eldest daughter, 34,", "Trump", None),
        ("Jeff Roe, a Cruz campaign aide", "Cruz", None),
        ("White House press secretary Josh Earnest", "the White House", None),
        ("the head of the Syrian Observatory", "the Syrian Observatory", None),
        ("John Kerry", "Maria Zakharova", False),
        ("Russia's Defense Ministry", "Syria's Defense Ministry", False),
        ("John Kerry", "the Democratic candidate", None),
        ("a military source", "Vladimir Savchenko", None),
        (None, "John Kerry", None),
        ("", "", None),
    ],
)
def test_names_are_compared(a: str | None, b: str | None, same: bool | None) -> None:
    assert same_speaker(a, b) is same
    assert same_speaker(b, a) is same
