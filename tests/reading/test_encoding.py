"""Bytes to text: marks, declared charsets, UTF-8, and the guess."""

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from quotedesk.article import canonical_text
from quotedesk.errors import ReadError
from quotedesk.reading import read_bytes
from quotedesk.reading.encoding import decode
from quotedesk.reading.kinds import foreign_kind
from quotedesk.reading.plain import front_matter

STORY = "Hill taken\r\n\r\n“Nobody was warned,” said the café — in Дейр-эз-Зор, دير الزور, 代尔 🙂 e\u0301\u00a0\u2028."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode(encoding: str) -> None:
    article = read_bytes(STORY.encode(encoding), name="a.txt")
    assert article.text == STORY.replace("\r\n", "\n")
    assert article.source == STORY.encode(encoding)


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xfe\xff", "utf-16-be"), (b"\x00\x00\xfe\xff", "utf-32-be")])
def test_big_endian(mark: bytes, encoding: str) -> None:
    assert decode(mark + STORY.encode(encoding), name="a.txt", page=False) == STORY


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("The café was “hit”, he said – and £50 gone.", "cp1252"),
        ("Le général a déclaré à la télévision que l’opération était terminée.", "cp1252"),
        ("“Das größere Übel,” he wrote…", "cp1252"),
        ("Генерал сообщил о том, что операция завершена, и добавил, что подробности будут позже.", "cp1251"),
        ("Генерал сообщил о том, что операция завершена, и добавил, что подробности будут позже.", "koi8_r"),
        ("Zażółć gęślą jaźń, powiedział minister obrony, i wyszedł z sali bez słowa.", "cp1250"),
        ("قال الجنرال إن العملية انتهت أمس وإن التفاصيل ستأتي لاحقا", "cp1256"),
        ("将军说行动已经结束。他没有说更多，只说调查将会进行，结果将会公布。", "gb18030"),
    ],
)
def test_what_is_no_utf8_is_told_by_its_letters(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), name="a.txt", page=False) == text


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ('<meta charset="windows-1251">', "cp1251"),
        ("<meta charset=koi8-r>", "koi8_r"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">', "cp932"),
        ('<?xml version="1.0" encoding="utf-8"?>', "utf-8"),
        ('<meta charset="utf-16">', "utf-8"),
        ("<script>" + "x" * 2000 + '</script><meta charset="windows-1251">', "cp1251"),
    ],
)
def test_a_page_declares_its_charset(declaration: str, encoding: str) -> None:
    page = f"<html><head>{declaration}</head><body><p>Да</p></body></html>"
    page = page.removeprefix("<html><head>") if declaration.startswith("<?xml") else page
    assert decode(page.encode(encoding), name="a.html", page=True) == page


def test_latin_1_means_what_browsers_make_of_it() -> None:
    page = '<meta charset="iso-8859-1"><p>“quoted” – said</p>'
    assert decode(page.encode("cp1252"), name="a.html", page=True) == page
    assert decode(b'<meta charset="iso-8859-1">\x81', name="a.html", page=True).endswith("\x81")


@pytest.mark.parametrize("label", ["rot13", "unicode_escape", "hex", "nonsense", "utf-7", "windows-9999"])
def test_a_charset_that_is_none_counts_as_not_declared(label: str) -> None:
    page = f'<meta charset="{label}"><p>“quoted” \\u0041 +AGE-</p>'
    assert decode(page.encode(), name="a.html", page=True) == page


def test_a_charset_in_plain_text_declares_nothing() -> None:
    text = 'He typed <meta charset="koi8-r"> and “laughed”.'
    assert decode(text.encode(), name="a.txt", page=False) == text


def test_a_declared_nul_is_no_text() -> None:
    with pytest.raises(ReadError, match="binary"):
        decode("a\x00b".encode("utf-16"), name="a.txt", page=False)


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), min_size=1))
@example("\ufeffa")
@example("\ufeff\ufeffa\r\rb\r\n")
@example("---\nnot: front matter\n")
@example("\x85\x1c\u2028x\x0b")
def test_utf8_text_comes_back_as_it_went(text: str) -> None:
    data = text.encode()
    expected = canonical_text(text).lstrip("\ufeff")
    assume(expected.strip() and not foreign_kind(data) and front_matter(expected) == ({}, 0))
    assume(not expected.lstrip().startswith("<"))
    assert read_bytes(data, name="a.txt").text == expected


@settings(deadline=None)  # the first one loads what reads pages
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html", "a"]))
@example(b'<meta charset="utf-8">\xff', "a.html")
def test_any_bytes_are_read_or_refused_with_a_sentence(data: bytes, name: str) -> None:
    try:
        article = read_bytes(data, name=name)
    except ReadError as error:
        assert str(error).startswith(f"{name}: ")
        assert str(error).endswith(".")
    else:
        assert article.source == data
        assert article.text.strip()
        article.text.encode("utf-8")
