"""Bytes to text: byte-order marks, the charset a page declares, UTF-8, and only then a guess."""

import codecs
import re

from quotedesk.errors import ReadError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
# Labels that a page may declare; everything else ("rot13", "unicode_escape", a misprint) counts as not declared.
_LABEL = re.compile(
    r"utf-?8|us-ascii|ascii|latin-?1|(?:iso|x-mac|mac|koi8|euc|shift|big5|windows)[-_a-z0-9]*|cp\d+|gbk|gb2312|gb18030|"
    r"macintosh|sjis"
)
# What browsers read under these labels (WHATWG Encoding Standard): supersets of what the label means.
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "cp950",
}
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})|^\s{0,99}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4096  # a browser looks at the first 1024 bytes; saved pages put scripts before the charset
_SAMPLE = 1 << 16
_GUESSED = ["cp1252", "cp1251", "koi8_r", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "gb18030", "big5", "cp932",
            "euc_jp", "cp949", "cp866", "mac_roman"]  # fmt: skip
# A text whose few high bytes are all of these is taken for cp1252 at once: a guesser needs more of them to tell it from
# its neighbours, and makes "à" into "ŕ" and "£" into "Ł".
_WESTERN = frozenset("€‚„…‘’“”•–—™‹› ¡£§©«®°·»¿½ÀÁÂÄÅÆÇÈÉÊËÍÎÏÑÒÓÔÖØÙÚÛÜßàáâäåæçèéêëíîïñòóôöøùúûü\xa0".encode("cp1252"))
_FEW = 0.25
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_SAVE_AS_UTF8 = "open it in the program that made it and save it as UTF-8"


def decode(data: bytes, *, name: str, page: bool) -> str:
    """The text of `data`, byte-order mark gone, line ends as they are; `page` looks for a charset that HTML declares.

    Raises ReadError where the bytes contradict their own mark or charset, hold half characters or are no text at all.
    """
    for mark, encoding, label in _BOMS:
        if data.startswith(mark):
            return _declared(data[len(mark) :], encoding, f"{name}: this file is marked as {label} but is not", name)
    if b"\x00" in data:
        raise ReadError(f"{name}: this is a binary file, not text; only plain text and HTML are read.")
    encoding = _declaration(data[:_DECLARED_WITHIN]) if page else ""
    if encoding:
        return _declared(data, encoding, f"{name}: this page says that it is in {encoding} but it is not", name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error, name)


def _declared(data: bytes, encoding: str, complaint: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "cp1252":  # five bytes mean nothing there; a browser reads them as control characters
            return data.decode("latin-1")
        if _is_surrogate(data, error):
            raise _half_character(name) from None
        raise ReadError(f"{complaint} (byte {error.start + 1}); {_SAVE_AS_UTF8}.") from None
    if "\x00" in text:
        raise ReadError(f"{name}: this is a binary file, not text; only plain text and HTML are read.")
    return text


def _declaration(head: bytes) -> str:
    found = _DECLARED.search(head)
    label = (found[1] or found[2]).decode("ascii", "replace").lower() if found else ""
    if label.startswith("utf-16"):  # it could not have been read as ASCII if it were true
        return "utf-8"
    if not _LABEL.fullmatch(label):
        return ""
    try:
        encoding = codecs.lookup(label).name
    except LookupError:
        return ""
    return _WIDER.get(encoding, encoding)


def _not_utf8(data: bytes, error: UnicodeDecodeError, name: str) -> str:
    if _is_surrogate(data, error):
        raise _half_character(name)
    damaged = data.decode("utf-8", "replace")
    broken = damaged.count("\ufffd")
    if sum(char > "\x7f" for char in damaged[: 4 * _SAMPLE]) > 5 * broken:
        raise ReadError(f"{name}: this UTF-8 file is damaged at byte {error.start + 1}; {_SAVE_AS_UTF8}.")
    for encoding in (*_guesses(data[:_SAMPLE]), "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
    raise ReadError(f"{name}: it cannot be told in which encoding this file is; {_SAVE_AS_UTF8}.")


def _guesses(sample: bytes) -> tuple[str, ...]:
    high = [byte for byte in sample if byte > 0x7F]
    if len(high) < _FEW * len(sample) and _WESTERN.issuperset(high):
        return ()
    from charset_normalizer import from_bytes

    return tuple(match.encoding for match in from_bytes(sample, cp_isolation=_GUESSED, preemptive_behaviour=False))


def _is_surrogate(data: bytes, error: UnicodeDecodeError) -> bool:
    if error.encoding.startswith(("utf-16", "utf-32")):
        return "surrogate" in error.reason or error.reason in ("illegal encoding", "unexpected end of data")
    return (
        data[error.start : error.start + 1] == b"\xed" and b"\xa0" <= data[error.start + 1 : error.start + 2] <= b"\xbf"
    )


def _half_character(name: str) -> ReadError:
    return ReadError(f"{name}: this file holds half a character (a lone surrogate); {_SAVE_AS_UTF8}.")
