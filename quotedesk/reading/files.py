"""From paths and bytes to articles: what is read, what is refused and with which sentence."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePath

from quotedesk.article import Article
from quotedesk.errors import ReadError
from quotedesk.reading.encoding import decode
from quotedesk.reading.kinds import foreign_kind
from quotedesk.reading.plain import read_plain

SUFFIXES = frozenset({".txt", ".text", ".md", ".html", ".htm", ".xhtml"})
_PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_PAGE_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body")
LARGEST = 32 * 1024 * 1024
"""Bytes: more than any article, and still read within seconds."""


def expand(paths: Iterable[Path]) -> Iterator[Path]:
    """The files to read: given files as they are, folders walked in sorted order for the suffixes in SUFFIXES.

    A folder that holds none is yielded itself. Hidden files and the "page_files" folders that browsers save beside
    "page.html" are passed over. What is missing or cannot be opened is yielded too: `read_file` says so.
    """
    for path in paths:
        inside = _walk(path) if _is_folder(path) else iter((path,))
        first = next(inside, path)
        yield first
        yield from inside


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # in a folder that may not be searched
        return False


def _walk(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        yield folder
        return
    pages = {f"{entry.stem}_files" for entry in entries if entry.suffix.lower() in _PAGE_SUFFIXES}
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if _is_folder(entry):
            if entry.name not in pages and not entry.is_symlink():
                yield from _walk(entry)
        elif entry.suffix.lower() in SUFFIXES:
            yield entry


def read_file(path: Path) -> Article:
    """The article in the file at `path`, its bytes in `source`; ReadError says in one sentence why it cannot be."""
    name = _printable(path)
    try:
        if path.is_dir():
            raise ReadError(f"{name}: this is a folder without a text or HTML file that can be read; name another one.")
        if path.exists() and not path.is_file():
            raise ReadError(f"{name}: this is not an ordinary file; give a text or HTML file.")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise ReadError(f"{name}: there is no such file; check its name and folder.") from None
    except PermissionError:
        raise ReadError(f"{name}: you are not allowed to read this file; change its permissions first.") from None
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else "") or "its name is not a file name"
        raise ReadError(f"{name}: this file cannot be opened ({reason}); check it and try again.") from None
    return read_bytes(data, name=name)


def read_bytes(data: bytes, *, name: str) -> Article:
    """The article in `data`; `name` (file name or path) stands in messages and tells HTML from text where bytes don't.

    Raises ReadError if `data` is empty, too large, no text, or text in an encoding that cannot be told.
    """
    if len(data) > LARGEST:
        raise ReadError(f"{name}: this file is larger than {LARGEST >> 20} MB; split it into single articles.")
    if not data:
        raise ReadError(f"{name}: this file is empty; there is nothing to read.")
    if kind := foreign_kind(data):
        raise ReadError(f"{name}: this is {kind}, which is not read yet; save its text as plain text or HTML.")
    page = _is_page(data, name)
    text = decode(data, name=name, page=page)
    if not text.strip("\ufeff \t\r\n") or text.isspace():
        raise ReadError(f"{name}: this file holds only white space; there is nothing to read.")
    if page:
        from quotedesk.reading.web import read_page

        article = read_page(text)
    else:
        article = read_plain(text)
    if not article.text or article.text.isspace():
        raise ReadError(f"{name}: this file holds no article text; check that it is the right file.")
    return replace(article, title=article.title or PurePath(name).stem, path=name, source=data)


def _is_page(data: bytes, name: str) -> bool:
    if PurePath(name).suffix.lower() in _PAGE_SUFFIXES:
        return True
    start = data[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith(b"<?xml"):
        return b"<html" in start
    return start.startswith(_PAGE_STARTS) or (start.startswith(b"<!--") and b"<html" in start)


def _printable(path: Path) -> str:
    """The path as text that can be printed and stored: bytes of a file name that are no UTF-8 become "?"."""
    return str(path).encode("utf-8", "replace").decode("utf-8")
