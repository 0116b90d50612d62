"""Makes the text of a PDF by Qt copy and search as it reads.

Qt tells a viewer what a glyph stands for by the lowest code point that it draws: a space comes out as a tab, Arabic
letters as presentation forms. The maps that say so (ToUnicode, written in plain by Qt 6.11) are corrected in place,
each in its own length, so that nothing else in the file moves.
"""

import re
import unicodedata

_MAP = re.compile(rb"(?<=\nbegincmap\n)[^()]*\([^()]*\)[^()]*\([^()]*\)[^()]*?(?=\nendcmap\n)")
_LIST = re.compile(rb"\[(?:<[0-9A-F]+> ?)+\]")
_CODE = re.compile(rb"<([0-9A-F]{4})>")


def mended(pdf: bytes) -> bytes:
    """The PDF with its maps corrected; a map that does not look as Qt writes it stays as it is."""
    return _MAP.sub(lambda found: _corrected(found.group()), pdf)


def _corrected(table: bytes) -> bytes:
    """The same table in the same length: the blanks in its lists, which mean nothing, make up for longer entries."""
    new = _LIST.sub(lambda found: _CODE.sub(_meant, found.group()), table)
    if len(new) > len(table):
        new = _LIST.sub(lambda found: found.group().replace(b" ", b""), new)
    return new.ljust(len(table)) if len(new) <= len(table) else table


def _meant(entry: re.Match[bytes]) -> bytes:
    code = int(entry.group(1), 16)
    if code == ord("\t"):
        return b"<0020>"
    if 0xFB50 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFC:
        letters = unicodedata.normalize("NFKC", chr(code))
        return b"<%s>" % "".join(f"{ord(letter):04X}" for letter in letters).encode("ascii")
    return entry.group()
