"""What is read, what is refused, and the one plain sentence that says so."""

import io
import os
import socket
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from quotedesk.errors import ReadError
from quotedesk.reading import expand, files, read_bytes, read_file

STORY = "Strike hits hill\n\nThe command said on Saturday that “nobody was warned” of it.\n"


def refused(path: Path) -> str:
    """The sentence with which `path` is refused: one line, naming the file, ended by a full stop."""
    with pytest.raises(ReadError) as caught:
        read_file(path)
    sentence = str(caught.value)
    assert sentence.startswith(f"{path}: this ") or sentence.startswith(
        (f"{path}: there ", f"{path}: you ", f"{path}: it ")
    )
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert sentence.count(". ") == 0
    return sentence.removeprefix(f"{path}: ")


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def zipped(*names: str, first: tuple[str, str] = ("", "")) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        if first[0]:
            archive.writestr(*first)
        for name in names:
            archive.writestr(name, "x")
    return made.getvalue()


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("reading touched the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_a_text_file(tmp_path: Path) -> None:
    path = written(tmp_path, "story.txt", STORY.replace("\n", "\r\n").encode())
    article = read_file(path)
    assert article.text == STORY
    assert article.title == "Strike hits hill"
    assert article.source == path.read_bytes()
    assert article.path == str(path)
    assert article.language == "en"


def test_a_title_for_want_of_a_better_one(tmp_path: Path) -> None:
    assert read_file(written(tmp_path, "17 september.txt", b"The hill was taken.")).title == "17 september"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("mark.txt", b"\xef\xbb\xbf", "only white space"),
        ("blank.txt", b" \r\n\t\n \xc2\xa0\n", "only white space"),
        ("blank.html", b"  \n", "only white space"),
        ("hollow.html", b"<html><body><script>x()</script></body></html>", "no article text"),
        ("comment.html", b"<!-- nothing -->", "no article text"),
        ("front.txt", b"---\ntitle: Nothing follows\n---\n\n", "no article text"),
        ("nul.txt", b"some\x00bytes", "a binary file"),
        ("page.html", b"<html>\x00", "a binary file"),
        ("paper.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF, which is not read yet"),
        ("named.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF, which is not read yet"),
        ("rich.rtf", b"{\\rtf1\\ansi Hello}", "an RTF document"),
        ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG image"),
        ("photo.png", b"\x89PNG\r\n\x1a\n\x00", "a PNG image"),
        ("photo.gif", b"GIF89a\x01\x00\x01\x00", "a GIF image"),
        ("photo.webp", b"RIFF\x10\x00\x00\x00WEBPVP8 ", "a WebP image"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "an old Office document"),
        ("new.docx", zipped("[Content_Types].xml", "word/document.xml"), "a Word document"),
        ("sheet.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml"), "an Excel workbook"),
        ("free.odt", zipped(first=("mimetype", "application/vnd.oasis.opendocument.text")), "an OpenDocument file"),
        ("archive.zip", zipped("story.txt"), "a ZIP archive"),
        ("packed.gz", b"\x1f\x8b\x08\x00", "a gzip archive"),
        ("film.mp4", b"\x00\x00\x00\x18ftypmp42", "a video"),
        ("song.mp3", b"ID3\x03\x00\x00", "a sound recording"),
        ("saved.mhtml", b"From: <Saved>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n", "a web archive"),
        ("story.quotedesk", b"SQLite format 3\x00", "a desk"),
        ("wrong.html", '<meta charset="utf-8"><p>Café</p>'.encode("latin-1"), "says that it is in utf-8 but it is not"),
        ("marked.txt", b"\xef\xbb\xbfCaf\xe9", "marked as UTF-8 but is not"),
        ("odd.txt", b"\xff\xfeA\x00B", "marked as UTF-16 but is not"),
        ("half.txt", b"before \xed\xa0\x80 after", "lone surrogate"),
        ("half16.txt", b"\xff\xfeA\x00\x00\xd8B\x00", "lone surrogate"),
        ("damaged.txt", "“Ça” – “là” – “été” he said".encode() + b"\xff", "damaged at byte 48"),
        ("noise.bin", bytes(range(1, 256)) * 9, "cannot be told in which encoding"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    assert said in refused(written(tmp_path, name, data))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "missing.txt")
    assert "no such file" in refused(tmp_path / "story.txt" / "within.txt")


def test_a_folder(tmp_path: Path) -> None:
    assert "a folder" in refused(tmp_path)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "secret.txt", STORY.encode())
    path.chmod(0)
    if os.access(path, os.R_OK):  # root reads everything
        monkeypatch.setattr(Path, "open", lambda *_: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
    assert "not allowed" in refused(path)


def test_a_disk_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "story.txt", STORY.encode())
    monkeypatch.setattr(Path, "open", lambda *_: (_ for _ in ()).throw(OSError(5, "Input/output error")))
    assert "cannot be opened (Input/output error)" in refused(path)


def test_names_that_are_no_file_names(tmp_path: Path) -> None:
    assert "cannot be opened" in refused(tmp_path / ("long" * 200))
    with pytest.raises(ReadError, match=r"not a file name|no such file"):
        read_file(Path("nul\x00.txt"))


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert "not an ordinary file" in refused(pipe)


def test_a_name_that_is_no_utf8(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("other systems refuse such names")
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text(STORY, encoding="utf-8")
    assert read_file(path).path == f"{tmp_path}/caf?.txt"


@pytest.mark.parametrize("ending", [".txt", ".html"])
def test_twenty_megabytes_of_one_line(tmp_path: Path, ending: str) -> None:
    line = "“We saw nothing,” the ministry said. " * 560_000
    path = written(tmp_path, f"long{ending}", line.encode())
    assert path.stat().st_size > 20_000_000
    begun = time.perf_counter()
    article = read_file(path)
    assert time.perf_counter() - begun < 10  # it takes one or two seconds; this must not hang
    assert len(article.text) > 19_000_000
    assert article.title == "long"


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 1 << 20)
    assert "larger than 1 MB" in refused(written(tmp_path, "huge.txt", b"word " * 300_000))
    read_file(written(tmp_path, "large.txt", b"w" * (1 << 20)))


def test_bytes_tell_a_page_from_text() -> None:
    page = "<!DOCTYPE html><html><body><p>One line of a page.</p></body></html>"
    assert read_bytes(page.encode(), name="page.txt").text == "One line of a page."
    assert read_bytes(page.encode("utf-16"), name="page").text == "One line of a page."
    xhtml = '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Hi all</p></body></html>'
    assert read_bytes(xhtml.encode(), name="page").text == "Hi all"
    assert read_bytes(b"<b>no</b> page", name="note.txt").text == "<b>no</b> page"


@pytest.fixture
def tree(tmp_path: Path) -> Iterator[Path]:
    for name in ("b.txt", "a/z.md", "a/c.HTML", "a/c_files/ad.html", "d_files/e.txt", ".hidden/f.txt", ".g.txt",
                 "photo.png", "a.htm", "h.xhtml", "i.text"):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(STORY, encoding="utf-8")
    return tmp_path


def test_folders_are_walked_in_order(tree: Path) -> None:
    found = [str(path.relative_to(tree)) for path in expand([tree])]
    assert found == ["a/c.HTML", "a/z.md", "a.htm", "b.txt", "d_files/e.txt", "h.xhtml", "i.text"]


def test_given_files_are_taken_as_they_are(tree: Path) -> None:
    given = [tree / "photo.png", tree / "missing.txt", tree / ".g.txt", tree / "b.txt"]
    assert list(expand(given)) == given


def test_a_folder_that_may_not_be_opened_is_reported(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def iterdir(path: Path) -> Iterator[Path]:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", iterdir)
    assert list(expand([tree])) == [tree]
    assert "a folder" in refused(tree)


def test_links_do_not_lead_in_circles(tree: Path) -> None:
    (tree / "a" / "back").symlink_to(tree, target_is_directory=True)
    assert len(list(expand([tree]))) == 7


def test_a_folder_with_nothing_to_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    assert list(expand([tmp_path])) == [tmp_path]
    assert "a folder without a text or HTML file" in refused(tmp_path)
