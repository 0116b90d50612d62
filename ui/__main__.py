"""Starts QuoteDesk: `python -m ui`, and the first thing the shipped program runs."""

import multiprocessing
import sys

if __name__ == "__main__":
    # In the shipped program a worker process is this program again: it must become the worker before anything else.
    multiprocessing.freeze_support()

    from ui.command_line import main

    sys.exit(main())
