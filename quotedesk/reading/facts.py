"""What can be told about an article besides its words: dates in ISO 8601 and the language, by plain counting."""

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), start=1)
    for name in names.split()
}  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,? )?"
_TIME = r"(?:(?:,| at|,? -| \|)? ?\d{1,2}[:.]\d{2}.{0,20})?"
_DAY_FIRST = re.compile(rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)? ([a-z]+)\.?,? (\d{{4}}){_TIME}", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"{_WEEKDAY}([a-z]+)\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}}){_TIME}", re.IGNORECASE)

_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
)
_SAME_SCRIPT = (
    ("ar", "fa", re.compile("[\u067e\u0686\u0698\u06af]")),
    ("ru", "uk", re.compile("[\u0456\u0457\u0454\u0491]")),
)
_COMMON = {
    "en": "the of and to in that was for is on with as by at from said has have his her it were which",
    "fr": "le la les des et est une dans que qui pour pas sur au du avec ce il elle par plus ont été",
    "de": "der die das und ist nicht mit den von zu ein eine auf dem des sich auch hat wurde nach bei",
    "es": "el los las una que por con para del se no su al lo como más pero ha fue entre este",
    "it": "il che di della del per non una con sono gli dei alla nel anche più ha stato da si",
    "pt": "o os as um uma que para com não do da dos das em por foi ao mais são se pela",
    "nl": "de het een van en dat niet met voor zijn op te aan er maar om ook bij door naar",
    "pl": "w i na nie się z że do jest to jak po przez od oraz dla był o co ale",
    "tr": "ve bir bu için ile de da olarak olan çok daha gibi sonra kadar ancak dedi en ne o",
}
_WORDS_OF = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_LOOKED_AT = 20_000


def iso_date(text: str) -> str:
    """The day that `text` names, as YYYY-MM-DD; empty unless `text` is nothing but a date (and a time of day)."""
    text = " ".join(text.split())
    if found := _ISO.fullmatch(text):
        year, month, day = (int(group) for group in found.groups())
    elif found := _DAY_FIRST.fullmatch(text):
        year, month, day = int(found[3]), _MONTHS.get(found[2].lower(), 0), int(found[1])
    elif found := _MONTH_FIRST.fullmatch(text):
        year, month, day = int(found[3]), _MONTHS.get(found[1].lower(), 0), int(found[2])
    else:
        return ""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def language_of(text: str) -> str:
    """ISO 639-1 code of the language most of `text` is in, by its script and commonest words; "en" without ground."""
    sample = text[:_LOOKED_AT]
    letters = sum(char.isalpha() for char in sample)
    for language, letter in _SCRIPTS:
        # Japanese and Chinese say in few characters what others say in many, and share characters with each other.
        if letters and len(letter.findall(sample)) > letters * (0.1 if language in ("ja", "ko", "zh") else 0.5):
            for general, particular, mark in _SAME_SCRIPT:
                if language == general and len(mark.findall(sample)) > letters * 0.01:
                    return particular
            return language
    words = re.findall(r"[^\W\d_]+", sample.lower())
    counts = {language: sum(word in common for word in words) for language, common in _WORDS_OF.items()}
    return max(counts, key=lambda language: counts[language])
