import io
import re
import time
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pypdf
import pytest
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from quotedesk.errors import QuoteDeskError
from quotedesk.export.selection import Selection
from quotedesk.export.sheet import Sheet, by_speaker, by_statement
from quotedesk.quote import Span
from tests.export.examples import ARABIC, CYRILLIC, LONG_URL, QUOTES, SELECTION, TERRIFYING, large
from ui.printing.copying import mended
from ui.printing.pages import BOTTOM, TOP
from ui.printing.parts import opens, written_date
from ui.printing.pdf import made_up, pdf, write_pdf
from ui.printing.preview import show_preview

pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"),
]
A4, LETTER = QPageSize(QPageSize.PageSizeId.A4), QPageSize(QPageSize.PageSizeId.Letter)


@lru_cache
def printed(arranged: Callable[[Selection], Sheet] = by_speaker) -> bytes:
    return pdf(made_up(arranged(SELECTION), A4))


def pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data), strict=True).pages]


def flat(data: bytes) -> str:
    return " ".join(" ".join(pages(data)).split())


def links(data: bytes) -> set[str]:
    notes = [page.get("/Annots", []) for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    return {note.get_object()["/A"]["/URI"] for found in notes for note in found.get_object()}


def one_quote(text: str) -> Sheet:
    """A sheet of one quote that fills its article."""
    quote = replace(QUOTES["q1"], text=text, parts=(Span(0, len(text)),), mention=None)
    return by_speaker(replace(SELECTION, quotes=(quote,), texts={"a1": text}, statements=()))


def test_text_copies_letter_by_letter() -> None:
    text = flat(printed())
    assert "conclusive evidence of support for Daesh" in text
    assert "officials in Damascus" in text and "\ufb03" not in text and "\t" not in "".join(pages(printed()))
    assert TERRIFYING in text


def test_cyrillic_and_arabic_come_back() -> None:
    text = flat(printed())
    assert CYRILLIC in text
    # pypdf gives words written leftward letter by letter as they stand on the page.
    assert all(word[::-1] in text or word in text for word in ARABIC.split())


def test_fonts_are_embedded_and_readable() -> None:
    fonts: dict[str, bool] = {}
    for page in pypdf.PdfReader(io.BytesIO(printed())).pages:
        for entry in page["/Resources"]["/Font"].values():  # type: ignore[index]
            font = entry.get_object()
            descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            fonts[font["/BaseFont"]] = "/FontFile2" in descriptor and "/ToUnicode" in font
    assert {"/Inter-Regular", "/NotoSerif-Regular", "/NotoNaskhArabic-Regular"} <= set(fonts)
    assert all(fonts.values())


def test_it_is_archival_and_says_what_it_is() -> None:
    reader = pypdf.PdfReader(io.BytesIO(printed(by_statement)))
    assert reader.metadata and reader.metadata.title == "Deir ez-Zor, September 2016: statements and their printings"
    assert reader.metadata.creator == "QuoteDesk"
    root = reader.trailer["/Root"]
    assert "/OutputIntents" in root  # type: ignore[operator]
    assert b'pdfaid:part="1" pdfaid:conformance="B"' in root["/Metadata"].get_object().get_data()  # type: ignore[index]


def test_every_page_is_numbered_and_named_but_the_first_has_its_title() -> None:
    found = pages(printed())
    for number, text in enumerate(found, start=1):
        assert f"Page {number} of {len(found)}" in text
        assert "QuoteDesk, 20 September 2016" in text
    assert "QUOTES BY SPEAKER" in found[0]
    assert all(text.startswith("Deir ez-Zor, September 2016\nQuotes by speaker · ") for text in found[1:])


def test_the_contents_name_the_right_pages() -> None:
    found = pages(printed())
    entries = re.findall(r"(Igor Konashenkov|Syrian Army General Command)\n1 quote\n(\d+)", found[0])
    assert len(entries) == 2
    for name, page in entries:
        assert f"{name}\n" in found[int(page) - 1]


def test_suggestions_are_marked_and_counted() -> None:
    text = flat(printed())
    assert "7 of 12 are suggestions of the program that nobody has confirmed" in text
    assert text.replace("\u00a0", " ").count("NOT CONFIRMED") == 7 + 1
    assert text.count("✓ Confirmed") == 5


def test_differences_are_told_in_words() -> None:
    text = flat(printed(by_statement))
    for label in (
        "[left out, no mark: “immediately”]", "[for “a Da’esh” ]", "[ends here: 29 words not printed]",
        "[starts 2 words in]", "SPEAKER DIFFERS",
    ):  # fmt: skip
        assert label.replace(" ", "") in text.replace(" ", "").replace("\u00a0", ""), label


def test_addresses_can_be_clicked_whole() -> None:
    assert {LONG_URL, "https://vostok.example/wp/?p=4417&lang=en"} <= links(printed())


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "http://[", "data:text/html,x"])
def test_only_web_addresses_are_links(url: str) -> None:
    assert opens(url) == ""
    quote = replace(QUOTES["q1"], url=url)
    data = pdf(made_up(by_speaker(replace(SELECTION, quotes=(quote,), articles=())), A4))
    assert not links(data)
    assert url in flat(data)


def test_markup_in_a_quote_is_only_text() -> None:
    text = "<b>bold</b> & <img src='x'> &lt;i&gt; <a href='http://x.example'>here</a>"
    data = pdf(made_up(one_quote(text), A4))
    assert text in flat(data)
    assert b"http://x.example" not in data


def test_odd_characters_do_no_harm() -> None:
    text = "a\x00b\tc\u2028d\u2029e\u202ef\u202c 🙂 g\u0301 \ufffc\ud83d"
    assert "Page 1 of" in flat(pdf(made_up(one_quote(text), A4)))


def test_a_quote_longer_than_a_page_runs_on_and_loses_nothing() -> None:
    text = " ".join(f"word{n}" for n in range(2500))
    data = pdf(made_up(one_quote(text), A4))
    assert len(pages(data)) > 4
    assert re.findall(r"word\d+", flat(data).replace(" ", ""))[:2500] == text.split()


def test_a_word_longer_than_a_line_is_broken() -> None:
    data = pdf(made_up(one_quote("x" * 3000), A4))
    assert "".join(re.findall("x+", flat(data))).startswith("x" * 3000)


@pytest.mark.parametrize("size", [A4, LETTER])
@pytest.mark.parametrize("arranged", [by_speaker, by_statement])
def test_nothing_runs_over_the_edge_of_the_page(size: QPageSize, arranged: Callable[[Selection], Sheet]) -> None:
    made = made_up(arranged(SELECTION), size)
    bottom = made.paper.height() - BOTTOM
    for page in made.pages:
        assert page.placed
        assert all(TOP <= y <= bottom for _, y in page.placed)


def test_an_entry_that_fits_a_page_is_not_torn() -> None:
    found = pages(pdf(made_up(by_speaker(large(4)), A4)))
    for text in found:
        assert text.count("“We come to a really terrifying conclusion for the entire world: The\n") == text.count(
            "explanation from Washington,”\n"
        )


def test_a_heading_is_never_the_last_thing_on_a_page() -> None:
    names = [section.title for section in by_speaker(large(3)).sections]
    for text in pages(pdf(made_up(by_speaker(large(3)), A4)))[1:]:
        last_lines = text.splitlines()[-6:]
        assert not any(name in last_lines for name in names), text[-300:]


def test_letter_is_letter() -> None:
    box = pypdf.PdfReader(io.BytesIO(pdf(made_up(by_speaker(SELECTION), LETTER)))).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (612, 792)


def test_an_empty_sheet_says_so() -> None:
    for arranged in (by_speaker, by_statement):
        data = pdf(made_up(arranged(replace(SELECTION, quotes=(), statements=())), A4))
        assert len(pages(data)) == 1 and "Nothing on the desk fits this sheet." in flat(data)


def test_two_hundred_quotes_take_a_moment() -> None:
    sheet = by_speaker(large(17))
    assert sheet.coverage.quotes > 200
    best = 9.0
    for _ in range(3):
        start = time.perf_counter()
        data = pdf(made_up(sheet, A4))
        best = min(best, time.perf_counter() - start)
    assert best < 3 and len(data) < 600_000


def test_the_file_is_whole_or_not_there(tmp_path: Path) -> None:
    write_pdf(by_speaker(SELECTION), tmp_path / "sheet.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["sheet.pdf"]
    with pytest.raises(QuoteDeskError, match=r"^[^\n]+\.$"):
        write_pdf(by_speaker(SELECTION), tmp_path / "no" / "sheet.pdf")


def test_maps_are_mended_in_their_own_length() -> None:
    lines = (
        b"\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        b"2 beginbfrange\n<0000> <0000> <0000>\n<0001> <0004> [<0009> <0041> <FEFB> <FE91> ]\nendbfrange\nendcmap\n"
    )
    fixed = mended(b"%PDF" + lines + b"tail")
    assert len(fixed) == len(lines) + 8 and fixed.endswith(b"tail")
    assert b"<0020>" in fixed and b"<06440627>" in fixed and b"<0628>" in fixed and b"<0000> <0000> <0000>" in fixed
    assert mended(b"no map <0009> here") == b"no map <0009> here"


@pytest.mark.parametrize(
    ("iso", "written"),
    [("2016-09-17", "17 September 2016"), ("2016-09", "2016-09"), ("", ""), ("yesterday", "yesterday"),
     ("2016-13-01", "2016-13-01"), ("2016-09-17T10:00:00Z", "17 September 2016")],
)  # fmt: skip
def test_dates_are_written_out(iso: str, written: str) -> None:
    assert written_date(iso) == written


def preview(qtbot: QtBot, sheet: Sheet):  # type: ignore[no-untyped-def]
    dialog = show_preview(None, sheet)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(dialog.ready)
    return dialog


def test_the_preview_shows_the_same_pages_and_saves_them(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = preview(qtbot, by_speaker(SELECTION))
    assert dialog.where.text() == f"Page 1 of {len(pages(printed()))}"
    assert dialog.suggested_name() == "Deir ez-Zor, September 2016 - quotes by speaker.pdf"
    assert dialog.save_as(tmp_path / "sheet.pdf")
    assert pages((tmp_path / "sheet.pdf").read_bytes()) == pages(pdf(dialog.made))
    assert not dialog.save_as(tmp_path / "no" / "sheet.pdf")
    assert "there is no folder" in dialog.told.text()


def test_pages_and_zoom_in_the_preview(qtbot: QtBot) -> None:
    dialog = preview(qtbot, by_speaker(SELECTION))
    dialog.pages.go_to(2)
    assert dialog.where.text().startswith("Page 3 of ")
    fitting = dialog.pages.zoom()
    dialog.larger.click()
    assert dialog.pages.zoom() == pytest.approx(fitting * 1.2)
    dialog.size_shown.click()
    assert dialog.pages.zoom() == pytest.approx(fitting)
    dialog.pages.set_zoom(100)
    assert dialog.pages.zoom() == 4


def test_the_preview_paints_ink_on_white(qtbot: QtBot) -> None:
    dialog = preview(qtbot, by_speaker(SELECTION))
    picture = dialog.pages.viewport().grab().toImage()
    shades = {picture.pixelColor(x, y).lightness() for x in range(0, picture.width(), 3) for y in range(60, 240, 2)}
    assert max(shades) == 255 and min(shades) < 90


def test_printing_sets_the_sheet_for_the_printer_s_paper(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = preview(qtbot, by_speaker(SELECTION))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFullPage(True)
    printer.setPageSize(LETTER)
    printer.setFromTo(2, 3)
    dialog.print_on(printer)
    reader = pypdf.PdfReader(tmp_path / "printed.pdf")
    assert len(reader.pages) == 2 and round(reader.pages[0].mediabox.width) == 612
