"""HTML pages: the article's words without the page around them.

trafilatura finds the story and the facts about it; where it finds nothing, all visible text is taken. Nothing is loaded
from anywhere and no script runs. White space is a page's layout, not its words: runs of it become one space, and
no-break spaces become spaces too. The bytes of the page are kept in `Article.source`.
"""

import logging
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from quotedesk.article import Article, canonical_text
from quotedesk.reading.facts import iso_date, language_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# The break that an element makes, in trafilatura's tree and in a page: a blank line before and after, or a line before.
_EXTRACTED = dict.fromkeys(("p", "head", "quote", "list", "table", "code", "figure"), "\n\n") | dict.fromkeys(
    ("item", "row"), "\n"
)
_VISIBLE = dict.fromkeys(
    ("body", "main", "header", "article", "section", "div", "p", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5",
     "h6", "ul", "ol", "dl", "table", "td", "th", "figure", "figcaption", "hr", "address", "details", "summary"),
    "\n\n",
) | dict.fromkeys(("li", "dt", "dd", "tr"), "\n")  # fmt: skip
_UNSEEN = frozenset(
    ("head", "title", "script", "style", "noscript", "template", "iframe", "object", "svg", "canvas", "audio", "video",
     "nav", "footer", "aside", "form", "button", "select", "textarea"),
)  # fmt: skip
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:comments?|respond|share|sharing|sharedaddy|social|related|newsletter|cookies?)(?:$|[\s_-])"
)
_STOCK = re.compile(
    r"share (?:this|with your friends|on \w+|via \w+)(?: \w+)?|follow us(?: on \w+)?|like this|loading|report abuse|"
    r"leave a (?:reply|comment)|post a comment|(?:no |\d+ )?comments?|your email address will not be published.*|"
    r"enter your email address .*|delivered by \w+|related (?:articles|posts|stories)|email this story|"
    r"subscribe(?: now| to our newsletter)?|sign up for our newsletter|advertise?ment|print this (?:page|article)|"
    r"facebook|twitter|tweet|whatsapp|pinterest",
    re.IGNORECASE,
)
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(https?://[^\s>]+)")
_SPACE = re.compile("[ \t\n\r\f\v\xa0]+")
_LARGEST_FOR_EXTRACTION = 2_000_000
"""Characters: trafilatura takes up to three seconds a megabyte, and no article's page is larger."""

for _noisy in ("trafilatura", "htmldate"):
    logging.getLogger(_noisy).addHandler(
        logging.NullHandler()
    )  # they report each page they discard on stderr otherwise


def read_page(html: str) -> Article:
    """The article in a decoded page; its text is blank if nothing can be seen on the page."""
    root = _parsed(html)
    if root is None:
        return Article(text="")
    _mark_quotations(root)
    facts = _facts(root)
    body = _story(root) if len(html) <= _LARGEST_FOR_EXTRACTION else ""
    body = _without_stock_lines(body) or _visible_text(root)
    headline = _headline(root, facts["title"])
    text = body if not headline or body.startswith(headline) else f"{headline}\n\n{body}"
    saved_from = _SAVED_FROM.search(html[:4096])
    url = facts["url"] or (saved_from[1] if saved_from else "")
    return Article(
        text=canonical_text(text).lstrip("\ufeff"),
        title=headline or facts["title"],
        outlet=facts["outlet"] or urlsplit(url).netloc.removeprefix("www."),
        byline=facts["byline"],
        date=iso_date(facts["date"]),
        url=url,
        language=_declared_language(root) or language_of(text),
    )


def _parsed(html: str) -> "HtmlElement | None":
    import lxml.etree
    import lxml.html

    parser = lxml.html.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        return lxml.html.document_fromstring(html.encode("utf-8"), parser=parser)
    except lxml.etree.LxmlError:  # nothing but comments, for one
        return None


def _mark_quotations(root: "HtmlElement") -> None:
    """Browsers draw quotation marks around <q>; they belong to the words as published."""
    for element in list(root.iter("q")):
        inner = any(ancestor.tag == "mark-q" for ancestor in element.iterancestors())
        element.tag = "mark-q"
        opening, closing = "‘’" if inner else "“”"
        element.text = opening + (element.text or "")
        if len(element):
            element[-1].tail = (element[-1].tail or "") + closing
        else:
            element.text += closing
    for element in list(root.iter("mark-q")):
        element.tag = "span"


def _facts(root: "HtmlElement") -> dict[str, str]:
    from trafilatura.metadata import extract_metadata

    # Not the extensive search: it takes any year on the page for the date of the article.
    found = extract_metadata(
        root, date_config={"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"}
    )
    facts = {
        "title": found.title,
        "outlet": found.sitename,
        "byline": found.author,
        "date": found.date,
        "url": found.url,
    }
    return {key: _SPACE.sub(" ", value or "").strip() for key, value in facts.items()}


def _story(root: "HtmlElement") -> str:
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    try:
        found = bare_extraction(root, include_comments=False)
    except Exception:  # a bug there on an odd page must not lose the page: its visible text is read instead
        logging.getLogger(__name__).warning("trafilatura failed on a page", exc_info=True)
        return ""
    return _text_of(found.body, _EXTRACTED) if isinstance(found, Document) and found.body is not None else ""


def _visible_text(root: "HtmlElement") -> str:
    for element in list(root.iter()):
        if element is not root and element.getparent() is not None and _is_unseen(element):
            element.drop_tree()
    return _text_of(root, _VISIBLE)


def _is_unseen(element: "HtmlElement") -> bool:
    if element.tag in _UNSEEN or "hidden" in element.attrib or element.get("aria-hidden") == "true":
        return True
    if element.tag in ("body", "html", "main", "article"):
        return False
    style = (element.get("style") or "").replace(" ", "").lower()
    named = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return "display:none" in style or "visibility:hidden" in style or bool(_AROUND.search(named))


def _text_of(root: "HtmlElement", breaks: Mapping[str, str]) -> str:
    """The words under `root`: one line a block, a blank line between paragraphs."""
    from lxml.etree import iterwalk

    pieces: list[str] = []
    for event, element in iterwalk(root, events=("start", "end")):
        around = breaks.get(element.tag, "")
        pieces.append(around if event == "start" or around == "\n\n" else "")
        if event == "start":
            pieces.append("\n" if element.tag in ("br", "lb") else _SPACE.sub(" ", element.text or ""))
        elif element is not root:
            pieces.append(" " if element.tag == "cell" else "")
            pieces.append(_SPACE.sub(" ", element.tail or ""))
    text = re.sub(r" {2,}", " ", "".join(pieces))
    text = re.sub(r" ?(\n+) ?", r"\1", text)
    return re.sub(r"\n[ \n]*\n", "\n\n", text).strip(" \n")


def _without_stock_lines(text: str) -> str:
    lines = [line for line in text.split("\n") if not _STOCK.fullmatch(line.strip(" .:!…*"))]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _headline(root: "HtmlElement", title: str) -> str:
    """The page's own headline: the <h1> that the detected title agrees with, or the only one."""
    headlines = [text for element in root.iter("h1") if (text := _text_of(element, {}).replace("\n", " "))]
    agreeing = [text for text in headlines if title and (text in title or title in text)]
    return next(iter(agreeing or (headlines if len(headlines) == 1 else ())), "")


def _declared_language(root: "HtmlElement") -> str:
    declared = re.match(
        r"\s*([A-Za-z]{2,3})(?:[-_]|\s*$)",
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
    )
    return declared[1].lower() if declared else ""
