"""Plain text: front matter if there is any; else headline, date, byline and address from lines of their own."""

import re

from quotedesk.article import Article, canonical_text
from quotedesk.reading.facts import iso_date, language_of

FIELDS = ("title", "outlet", "byline", "date", "url", "language", "note")
_FENCE = "---"
_LONGEST_FRONT_MATTER = 8192  # characters
_ENTRY = re.compile(r"([A-Za-z][\w-]*)[ \t]*:(?:[ \t]+(.*))?")
_CONTINUED = re.compile(r"[ \t]+\S.*|- .*|#.*")
_HEAD = 4000  # characters in which headline, date and byline are looked for
_BYLINE = re.compile(r"[Bb]y (?:[A-Z][\w.'’-]*(?: |$)|(?:and|de|van|von|al|el) ){2,8}")
_ADDRESS = re.compile(r"(?:(?:URL|Source|Link): ?)?(https?://[^\s<>\"]+)", re.IGNORECASE)
_LONGEST_HEADLINE = 160  # characters
_PROSE_WORDS = 12  # a line of as many words that ends like a sentence is the story itself


def read_plain(text: str) -> Article:
    """The article in decoded plain text; its `title` is empty where no line looks like a headline.

    The article's text is `text` without front matter, nothing else changed. It is blank if there is only front matter.
    """
    text = canonical_text(text).lstrip("\ufeff")  # files glued together keep the mark of each
    given, start = front_matter(text)
    body = text[start:]
    found = _heading(body[:_HEAD])
    return Article(
        text=body,
        title=given.get("title") or found["title"],
        outlet=given.get("outlet", ""),
        byline=given.get("byline") or found["byline"],
        date=iso_date(given.get("date", "")) or found["date"],
        url=given.get("url") or found["url"],
        language=given.get("language") or language_of(body),
    )


def front_matter(text: str) -> tuple[dict[str, str], int]:
    """The known fields of the front matter of canonical `text` and where the article starts; ({}, 0) if it has none.

    Front matter is "---", lines "key: value" of which at least one key is known, and "---". What is not known is
    passed over, so that pages written for site generators are read too.
    """
    lines = text[:_LONGEST_FRONT_MATTER].split("\n")
    if lines[0].rstrip() != _FENCE:
        return {}, 0
    given: dict[str, str] = {}
    position = len(lines[0]) + 1
    for line in lines[1:]:
        position += len(line) + 1
        if line.rstrip() == _FENCE:
            break
        if entry := _ENTRY.fullmatch(line.rstrip()):
            if entry[1].lower() in FIELDS and entry[2]:
                given[entry[1].lower()] = _unquoted(entry[2].strip())
        elif line.strip() and not _CONTINUED.fullmatch(line):
            return {}, 0
    else:
        return {}, 0
    if not given:
        return {}, 0
    blank = re.compile(r"(?:[^\S\n]*\n)*").match(text, min(position, len(text)))
    return given, blank.end() if blank else position


def _unquoted(value: str) -> str:
    for mark in ('"', "'"):
        if len(value) >= 2 and value.startswith(mark) and value.endswith(mark):
            return value[1:-1]
    return value


def _heading(head: str) -> dict[str, str]:
    """What the lines before the story itself say; every field is there, empty if not found."""
    found = dict.fromkeys(("title", "byline", "date", "url"), "")
    first = True
    for line in head.split("\n")[:-1]:  # a headline has something after it
        line = line.strip()
        if not line:
            continue
        words = len(line.split())
        if words >= _PROSE_WORDS and re.search(r"[.!?…][”’\"')\]]*$", line):
            break
        if day := iso_date(line):
            found["date"] = found["date"] or day
        elif address := _ADDRESS.fullmatch(line):
            found["url"] = found["url"] or address[1]
        elif _BYLINE.fullmatch(line):
            found["byline"] = found["byline"] or line[3:].strip()
        elif not found["title"] and words >= (2 if first else 4) and _is_headline(line):
            found["title"] = " ".join(line.lstrip("#").split())
        first = False
    return found


def _is_headline(line: str) -> bool:
    return len(line) <= _LONGEST_HEADLINE and line[-1] not in ".,;:" and not line.startswith(("- ", "* ", "> "))
