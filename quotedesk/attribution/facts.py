"""The names of the features of candidates. Facts that many candidates share are put together once."""

from functools import cache, lru_cache

from quotedesk.attribution.phrases import Form
from quotedesk.attribution.weights import Facts

NO_RULE = Facts("no rule")
PASSIVE = Facts("passive cue")
BY_ALONE = Facts("behind by, no cue")
_KEPT = 4_000


@lru_cache(_KEPT)
def place(before: bool, paragraphs: int, sentences: int) -> str:
    """Where a candidate stands to the quote."""
    side = "before" if before else "after"
    if sentences == 0:
        return f"{side} in sentence"
    if paragraphs == 0:
        return f"{side}, {'next' if sentences == 1 else 'further'} sentence"
    return f"{side}, {paragraphs} paragraphs"


@cache
def at(place: str, form: str, *quote: str) -> Facts:
    """What place and form of a candidate mean for such a quote."""
    return Facts(f"at {place}", f"at {place}, {form}", *(f"at {place}, quote {told}" for told in quote))


@lru_cache(_KEPT)
def own(form: str, then: str, unknown: bool, after: str, modifies: bool, nobody: bool, type_: str, times: str) -> Facts:
    """What is true of a candidate whatever the quote."""
    out = [str(form), f"then {then}"]
    out += ["unknown head"] if unknown else []
    out.append(f"after {after}")
    out += ["modifies a noun"] if modifies else []
    out += ["capitals that name nobody"] if nobody else []
    out += [f"named {type_}", f"named times {times}"] if type_ else []
    return Facts(*out)


@lru_cache(_KEPT)
def between(side: str, words: str, quotes: int, place: str, known: str, colon: bool) -> Facts:
    """What stands between a candidate and the quote."""
    out = [f"{side}, words between {words}", f"quotes between {quotes}, {place}"]
    out += [f"colon, {place}"] if colon else []
    out += [f"quote after {known}, {place}"] if known else []
    return Facts(*out)


@lru_cache(_KEPT)
def rule(rank: int, rule: str, direct: bool, cue: str, form: str) -> Facts:
    """What it means that a rule proposes a candidate, the best rule having rank 0."""
    name = f"{rule}, direct" if direct else rule
    out = [f"rule {name}"]
    if rank == 0:
        out += ["first rule", f"first rule {name}"]
        out += ["first rule, direct"] if direct else []
        out += [f"first rule, cue {cue}"] if cue else []
        out += [f"first rule {name}, {form}"] if form != Form.NAME else []
    elif rank == 1:
        out.append(f"second rule {name}")
    return Facts(*out)


@cache
def against(rule: str, place: str, kind: str) -> Facts:
    """What it means that the best rule proposes somebody else."""
    return Facts("no rule", f"against {rule}", f"against {rule}, {place}", f"against {rule}, {place}, {kind}")


@cache
def without_cue(place: str, shape: str) -> Facts:
    """What it means to be the subject of no cue."""
    return Facts("no cue", f"at {place}, no cue", f"at {place}, no cue, quote {shape}")


@cache
def agent(kind: str, place: str) -> Facts:
    """What it means to be the agent of a cue in the passive."""
    return Facts(f"agent of cue ({kind})", f"agent of cue, {place}")


@lru_cache(_KEPT)
def cue(lemma: str | None, kind: str, form: str, place: str, shape: str) -> Facts:
    """What it means to be the subject of a cue."""
    return Facts(
        f"subject of cue ({kind})",
        f"cue {lemma}",
        f"cue form {form}",
        f"at {place}, subject of cue ({kind})",
        f"at {place}, subject of cue, quote {shape}",
    )


@lru_cache(_KEPT)
def apart(subject: str, side: str, words: str, others: int, place: str) -> Facts:
    """How far a cue is from its subject and from the quote."""
    return Facts(
        f"subject of cue, words apart {subject}",
        f"cue {side}, words {words}, {place}",
        f"cue {side}, other cues between {others}, {place}",
    )


@cache
def right(form: str, side: str, subject: str) -> Facts:
    """What it means that nothing parts a cue from the quote."""
    return Facts(f"cue {form} right {side}, its subject {subject} words off")


@cache
def behind_that(kind: str, shape: str) -> Facts:
    """What it means that the subject of a cue stands behind "that"."""
    return Facts(f"in a clause behind that, subject of cue ({kind})", f"in a clause behind that, quote {shape}")


@cache
def relative(others: int) -> Facts:
    """What it means that "who" or "which" stands between a subject and its cue."""
    return Facts("subject through who or which", f"subject through who or which, other cues between {others}")


@lru_cache(_KEPT)
def near(lemma: str | None, side: str, bridged: str) -> Facts:
    """What it means that a cue is near the quote; `bridged` is its kind where nothing stands between."""
    near = f"near cue {lemma}, {side}"
    return Facts(near, f"nothing between cue and quote ({bridged})") if bridged else Facts(near)


@cache
def spoke(which: str) -> Facts:
    """What it means that a candidate spoke in the quote before or after."""
    return Facts(f"spoke in the quote {which}")


@cache
def named(which: str) -> Facts:
    """What it means that a candidate is somebody who spoke in the quote before or after."""
    return Facts(f"named for the quote {which}")
