"""The command line: the only place where arguments are parsed. Exit codes: 0 done, 1 something failed, 2 usage."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import quotedesk
from quotedesk.attribution.roster import FILE as ROSTER
from quotedesk.attribution.roster import Roster
from quotedesk.errors import QuoteDeskError
from quotedesk.large_pages import restart_with_large_pages
from quotedesk.paths import log_file
from quotedesk.quote import Kind, Status
from quotedesk.store.records import QuoteFilter

_EXPORTS = "pdf, csv, json, xml"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="quotedesk",
        description="Finds every quote in news articles, says who spoke and why, and compares the printings. "
        "Without a command it opens the window: quotedesk [DESK.quotedesk]",
    )
    parser.add_argument("--version", action="version", version=f"QuoteDesk {quotedesk.__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    demo = commands.add_parser("demo", help="the sample desk in the window, or a report and a PDF without a display")
    demo.add_argument("--no-window", action="store_true", help="print the report even where there is a display")
    demo.add_argument("-o", "--output", type=Path, metavar="FILE.pdf", help="where the PDF goes (without a window)")

    extract = commands.add_parser("extract", help="quotes and speakers of files and folders, or of JSON lines")
    extract.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    _formats(extract, jsonl=True)
    extract.add_argument("--jobs", type=_jobs, default=0, metavar="N", help="worker processes for --jsonl")
    _roster(extract)

    importing = commands.add_parser("import", help="read articles into a desk, which is made if it is not there")
    importing.add_argument("desk", type=Path, metavar="DESK")
    importing.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    importing.add_argument("--jobs", type=_jobs, default=0, metavar="N", help="worker processes")

    quotes = commands.add_parser("quotes", help="list the quotes of a desk")
    quotes.add_argument("desk", type=Path, metavar="DESK")
    _filters(quotes)
    _formats(quotes)

    compare = commands.add_parser("compare", help="statements, their witnesses, relations and collation tables")
    compare.add_argument("paths", nargs="*", type=Path, metavar="DESK|PATH")
    compare.add_argument("--json", action="store_true", help="one JSON object instead of a page to read")
    compare.add_argument("--jsonl", action="store_true", help="read a quote a line from standard input")
    compare.add_argument("--no-tables", action="store_true", help="leave the alignments out")
    _roster(compare)

    export = commands.add_parser("export", help=f"write a sheet or a table: {_EXPORTS}")
    export.add_argument("desk", type=Path, metavar="DESK")
    export.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help=f"its ending says what: {_EXPORTS}"
    )
    export.add_argument(
        "--by",
        choices=("speaker", "statement"),
        default="speaker",
        help="quotes by speaker, or statements word by word",
    )
    _filters(export)

    check = commands.add_parser("check", help="prove that a desk is sound")
    check.add_argument("desk", type=Path, metavar="DESK")
    backup = commands.add_parser("backup", help="write a whole copy of a desk")
    backup.add_argument("desk", type=Path, metavar="DESK")
    backup.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    merge = commands.add_parser("merge", help="put two copies of a desk together, conflicts listed")
    for name, meaning in (
        ("base", "the desk as it was when the two were copied"),
        ("mine", "the copy that stays where the two say differently"),
        ("theirs", "the copy whose changes are taken over"),
    ):
        merge.add_argument(name, type=Path, metavar=name.upper(), help=meaning)
    merge.add_argument("-o", "--output", type=Path, required=True, metavar="OUT", help="the merged desk, a new file")
    agreement = commands.add_parser("agreement", help="how far two readers of a desk agree, worked out")
    agreement.add_argument("desk", type=Path, metavar="DESK")
    for name in ("--a", "--b"):
        agreement.add_argument(name, default="", metavar="NAME", help="a reader; those who decided most if left out")
    roster = commands.add_parser("roster", help="write the speakers of a desk to a file, or add those of one")
    roster.add_argument("desk", type=Path, metavar="DESK")
    roster.add_argument("action", choices=("export", "import"))
    roster.add_argument("file", type=Path, metavar="FILE", help="its ending says what: toml, csv")
    commands.add_parser("self-test", help="try every part of this installation once")
    return parser


def _formats(parser: argparse.ArgumentParser, *, jsonl: bool = False) -> None:
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--json", dest="format", action="store_const", const="json", help="one JSON array")
    group.add_argument("--csv", dest="format", action="store_const", const="csv", help="a table, a quote a row")
    if jsonl:
        group.add_argument(
            "--jsonl", dest="format", action="store_const", const="jsonl", help="a document a line in, a line out"
        )


def _filters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--speaker", default="", metavar="NAME")
    parser.add_argument("--outlet", default="", metavar="NAME")
    parser.add_argument("--status", type=Status, choices=list(Status), metavar="|".join(Status))
    parser.add_argument("--kind", type=Kind, choices=list(Kind), metavar="|".join(Kind))
    parser.add_argument("--search", default="", metavar="WORDS")


def _roster(parser: argparse.ArgumentParser) -> None:
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--roster", type=Path, metavar="FILE", help="known speakers, in place of the ones shipped")
    group.add_argument("--no-roster", action="store_true", help="nobody is known beforehand")


def _jobs(value: str) -> int:
    number = int(value)
    if number < 0:
        raise argparse.ArgumentTypeError("a number of worker processes, 0 or more")
    return number


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code; without a command it opens the window."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    names = _command_names()
    if not arguments or (arguments[0] not in names and not arguments[0].startswith("-")):
        return _window(arguments)
    try:
        options = _parser().parse_args(arguments)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 2
    if argv is None and options.command == "compare" and options.jsonl:
        restart_with_large_pages()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return _run(options)
    except QuoteDeskError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 1
    except Exception:
        from ui.crash import log_to_file

        log_to_file()
        logging.getLogger(__name__).exception("the command %s failed", options.command)
        print(
            f"quotedesk {options.command}: this failed through a fault of the program; see {log_file()}.",
            file=sys.stderr,
        )
        return 1


def _command_names() -> set[str]:
    return {
        "demo",
        "extract",
        "import",
        "quotes",
        "compare",
        "export",
        "check",
        "backup",
        "merge",
        "agreement",
        "roster",
        "self-test",
    }


def _window(arguments: list[str]) -> int:
    if len(arguments) > 1:
        print(f"quotedesk: {arguments[0]} is no command, and only one desk can be opened at a time.", file=sys.stderr)
        return 2
    from ui import app

    return app.run(Path(arguments[0]) if arguments else None)


def _run(options: argparse.Namespace) -> int:
    match options.command:
        case "demo":
            from ui.commands import demo

            return demo.run(window=not options.no_window, output=options.output)
        case "self-test":
            from ui import self_test

            return self_test.run()
        case "merge":
            from ui.commands import merging

            return merging.run(options.base, options.mine, options.theirs, options.output)
        case "roster":
            from ui.commands import rosters

            return rosters.run(options.desk, options.action, options.file)
        case "agreement":
            from ui.commands import agreement

            return agreement.run(options.desk, options.a, options.b)
        case "extract" | "compare":
            return _run_on_articles(options)
    from ui.commands import desks

    wanted = _wanted(options)
    match options.command:
        case "import":
            return desks.import_(options.desk, options.paths, jobs=options.jobs)
        case "quotes":
            return desks.quotes(options.desk, wanted, form=options.format)
        case "export":
            return desks.export(options.desk, options.output, wanted, by=options.by)
        case "check":
            return desks.check(options.desk)
    return desks.backup(options.desk, options.output)


def _run_on_articles(options: argparse.Namespace) -> int:
    lines = options.jsonl if options.command == "compare" else options.format == "jsonl"
    if bool(options.paths) == lines:
        what = (
            "--jsonl reads standard input: name no file beside it"
            if lines
            else "name a file or folder, or give --jsonl"
        )
        print(f"quotedesk {options.command}: {what}.", file=sys.stderr)
        return 2
    roster = Roster() if options.no_roster else Roster.load(options.roster or ROSTER)
    if options.command == "extract":
        from ui.commands import extract

        if lines:
            return extract.lines(sys.stdin.buffer, roster=roster, jobs=options.jobs)
        return extract.files(options.paths, roster=roster, form=options.format)
    if lines:
        from ui.commands import compare_lines

        return compare_lines.lines(sys.stdin.buffer, tables=not options.no_tables)
    from ui.commands import compare

    return compare.files(options.paths, roster=roster, as_json=options.json, tables=not options.no_tables)


def _wanted(options: argparse.Namespace) -> QuoteFilter:
    fields = vars(options)
    return QuoteFilter(
        speaker=fields.get("speaker", ""),
        outlet=fields.get("outlet", ""),
        status=fields.get("status"),
        kind=fields.get("kind"),
        search=fields.get("search", ""),
    )
