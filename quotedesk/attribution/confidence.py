"""How often each rule is right: the share of right speakers among the quotes it decided in annotated news."""

# 840 US news articles of 2016, 6,300 quotes with a known speaker; rounded, small counts drawn towards the middle.
RIGHT = {
    "speaker then cue after the quote": 0.97,
    "cue then speaker after the quote": 0.97,
    "speaker right after the quote": 0.77,
    "speaker and cue before the quote": 0.85,
    "according to": 0.90,
    "according to, further on": 0.60,
    "name and colon before the quote": 0.74,
    "speaker and cue at the sentence's end": 0.90,
    "same sentence as the quote before": 0.85,
    "same sentence as the quote after": 0.40,
    "introduced by a colon": 0.72,
    "the sentence before tells what X said": 0.55,
    "goes on after the quote before": 0.82,
    "goes on after the paragraph before": 0.85,
    "the sentence after tells what X said": 0.45,
    "nearest name in the sentence": 0.60,
    "same words as another quote": 0.75,
}
