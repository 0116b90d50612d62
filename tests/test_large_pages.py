import json
import os
import subprocess
import sys

import pytest

from quotedesk.large_pages import SETTING

QUOTES = [{"id": f"{doc}#0-25", "doc": doc, "text": "We have nothing to conceal"[:25]} for doc in "ab"]
SHOWN = f"""
import os, sys
from quotedesk import large_pages
large_pages.restart_with_large_pages()
print(os.getpid(), os.environ.get("{SETTING}", ""), sys.argv[1:], sys.stdin.read())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux is asked for large pages")
@pytest.mark.parametrize(("given", "then"), [(None, "glibc.malloc.hugetlb=1"), ("glibc.malloc.check=0",) * 2])
def test_the_same_process_begins_anew_once_with_its_arguments_and_its_input(given: str | None, then: str) -> None:
    environment = {key: value for key, value in os.environ.items() if key != SETTING} | (
        {SETTING: given} if given else {}
    )
    started = subprocess.Popen(
        [sys.executable, "-c", SHOWN, "a b", "--c"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env=environment,
    )  # fmt: skip
    shown, _ = started.communicate("all of it")
    assert shown.split(maxsplit=1) == [str(started.pid), f"{then} ['a b', '--c'] all of it\n"]


def test_quotes_on_standard_input_reach_the_comparison() -> None:
    lines = "".join(json.dumps(quote) + "\n" for quote in QUOTES)
    done = subprocess.run(
        [sys.executable, "-m", "ui", "compare", "--jsonl", "--no-tables"], input=lines, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert [len(statement["witnesses"]) for statement in json.loads(done.stdout)["statements"]] == [2]
