"""Memory in large pages, for commands whose tables are far larger than what a processor keeps of addresses."""

import os
import sys

SETTING = "GLIBC_TUNABLES"
_LARGE = "glibc.malloc.hugetlb=1"


def restart_with_large_pages() -> None:
    """Starts this program anew, the same process with the same input, so that glibc asks Linux for large pages.

    It reads its settings only when a process begins. Nothing happens elsewhere, where somebody has set it already, or
    where the program cannot be started once more. With a million quotes a seventh of the time goes into small pages.
    """
    if sys.platform != "linux" or SETTING in os.environ:
        return
    again = sys.argv[1:] if getattr(sys, "frozen", False) else sys.orig_argv[1:]
    try:
        os.execve(sys.executable, [sys.executable, *again], {**os.environ, SETTING: _LARGE})
    except OSError:
        return
