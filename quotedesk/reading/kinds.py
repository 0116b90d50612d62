"""What a file is when it is no text: told by its first bytes, so that the person reads more than "cannot read"."""

import re

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"BZh91AY&SY", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"OggS\x00", "a sound recording"),
    (b"fLaC\x00", "a sound recording"),
    (b"\x1aE\xdf\xa3", "a video"),
)
_ZIPPED: tuple[tuple[bytes, str], ...] = (
    (b"word/", "a Word document"),
    (b"xl/", "an Excel workbook"),
    (b"ppt/", "a PowerPoint presentation"),
    (b"mimetypeapplication/vnd.oasis.opendocument", "an OpenDocument file"),
    (b"mimetypeapplication/epub", "an EPUB book"),
)
_RIFF = {b"WEBP": "a WebP image", b"WAVE": "a sound recording", b"AVI ": "a video"}
_MAIL = re.compile(rb"(?:From|MIME-Version|Message-ID|Content-Type): [^\n]*\n", re.IGNORECASE)
_HEAD = 4096


def foreign_kind(data: bytes) -> str:
    """What `data` is ("a PDF", "a Word document") when its first bytes say that it is neither plain text nor HTML."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip(b"\t\n\r ")
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return next((kind for mark, kind in _ZIPPED if mark in data), "a ZIP archive")
    if head.startswith(b"RIFF") and head[8:12] in _RIFF:
        return _RIFF[head[8:12]]
    if head[4:8] == b"ftyp" and b"\x00" in head[:4]:
        return "a video"
    if head.startswith((b"GIF87a", b"GIF89a")) and b"\x00" in head:
        return "a GIF image"
    if head.startswith(b"ID3") and b"\x00" in head:
        return "a sound recording"
    if head.startswith(b"SQLite format 3\x00"):
        return "a desk or another database, not an article"
    if _MAIL.match(head) and b"multipart/related" in head.lower():
        return "a web archive (MHTML)"
    return ""
