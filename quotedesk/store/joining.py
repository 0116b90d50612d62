"""Quotes that come to statements which else stay as they are: only what is new has to be looked at.

A statement is a tree (see `collation.trees`): printings worded alike point to each other, and the first of those that
hang together points to the best longer one of any of them. A statement with newcomers is the same tree with more leaves
where every quote that now points elsewhere points into its own statement and none is left without anything to point to.
What is asked here is enough for that, and cheap; where it does not hold, the statement is put together anew.
"""

from collections.abc import Callable, Mapping, Set
from typing import NamedTuple

from sqlalchemy import Connection

from quotedesk.collation.prints import CODE_BITS
from quotedesk.store import quick
from quotedesk.store.recorder import Row

_LENGTH = CODE_BITS - 8  # bits of a code below those that tell how long the wording is
_STAND = f"SELECT quote_id, statement_id, code FROM groupings WHERE quote_id {quick.AMONG}"
_PROVED = f"SELECT shorter, longer, score, alike FROM edges WHERE score > 0 AND shorter {quick.AMONG}"
# The printings of codes that point to none worded alike.
_FIRST = f"""
    SELECT quote_id, statement_id, code FROM groupings WHERE code {quick.AMONG}
    AND NOT EXISTS (SELECT 1 FROM edges WHERE shorter = quote_id AND alike = 1 AND score > 0)
"""
# What the printings of codes may point to that is worded otherwise.
_POINTS = f"""
    SELECT shorter, own.statement_id, own.code, longer, other.statement_id, other.code, score FROM groupings AS own
    CROSS JOIN edges ON shorter = own.quote_id CROSS JOIN groupings AS other ON other.quote_id = longer
    WHERE own.code {quick.AMONG} AND score > 0 AND alike = 0
"""
# Statements of whose quotes a person said something.
_TIED = f"""
    SELECT DISTINCT statement_id FROM groupings
    JOIN quotes ON quotes.id = quote_id JOIN articles ON articles.id = article_id WHERE statement_id {quick.AMONG} AND (
        EXISTS (SELECT 1 FROM links WHERE a_sha256 = text_sha256 AND a_start = start)
        OR EXISTS (SELECT 1 FROM links WHERE b_sha256 = text_sha256 AND b_start = start)
    )
"""


class Change(NamedTuple):
    """A proven edge that came, went or weighs otherwise; a score of 0 where there is, or was, none."""

    was: float
    now: float
    alike: bool


class _Best(NamedTuple):
    """What a quote points to: the score, all that have it, and `kept`, the best of those scores that did not change."""

    score: float
    longer: list[int]
    kept: float


Place = tuple[int, int]
"""A code and a statement, of which the printings of that code are meant."""
_NOTHING = _Best(0.0, [], 0.0)


class Joining:
    """Which of some `new` quotes join which statements (`homes`), and whose statements are to be put together anew.

    The latter are `moved`; of the codes `fell` what else their printings may point to has to be at hand then. A quote
    that is alone is its own home.
    """

    def __init__(self, connection: Connection, new: Set[int], change: Mapping[tuple[int, int], Change]) -> None:
        self._connection = connection
        self._new = new
        self.homes: dict[int, int] = {}
        self.moved: set[int] = set()
        self.fell: set[int] = set()
        self._turned: dict[int, int] = {}  # statements in which a quote points elsewhere, and that quote
        self._unsure: dict[Place, list[int]] = {}  # quotes that may point out of their statements
        self._changes: dict[tuple[int, bool], list[tuple[int, Change]]] = {}
        for (shorter, longer), found in change.items():
            self._changes.setdefault((shorter, found.alike), []).append((longer, found))
        ends = {*new, *(end for pair in change for end in pair)}
        self._best = self._pointers(change)
        ends |= {longer for best in self._best.values() for longer in best.longer}
        self._stand: dict[int, tuple[int, int]] = {
            id: (statement, code) for id, statement, code in quick.rows(connection, _STAND, ends)
        }
        for quote in self._new:
            self._find_home(quote)
        for (quote, alike), changes in self._changes.items():
            if quote not in self._new:
                self._look(quote, alike, changes)
        if self._unsure:
            self._look_closely()
        self._look_at_links()

    def doubt(self, quote: int) -> None:
        """Let the statements of a new quote and of what it points to be put together anew."""
        self.moved.add(quote)
        for alike in (True, False):
            self.moved.update(self._best.get((quote, alike), _NOTHING).longer)

    def joins(self, fullest: Mapping[int, Row], first: Callable[[int, int], bool]) -> dict[int, list[int]]:
        """The new quotes by the statement each joins, given the rows of the fullest of these.

        What may be the fullest itself (`first` tells of two quotes in the same words whether the one comes before the
        other), or comes to a quote that stood alone, is left out and put among what `moved`.
        """
        found: dict[int, list[int]] = {}
        for quote, home in self.homes.items():
            if home == quote or quote in self.moved:
                continue
            code, longest = self._stand[quote][1], fullest[home]["code"]
            fine = bool(code >> _LENGTH > longest >> _LENGTH)
            if code >> _LENGTH == longest >> _LENGTH > 0:
                fine = first(home, quote) if code == longest else self._is_rarer(home, code, longest)
            if fine and fullest[home]["fold"]:
                found.setdefault(home, []).append(quote)
            else:
                self.doubt(quote)
        return found

    def _is_rarer(self, statement: int, code: int, other: int) -> bool:
        """Whether a wording is printed less in a statement, newcomers included, than another one without them."""
        coming = sum(home == statement and self._stand[quote][1] == code for quote, home in self.homes.items())
        return len(self._printings(code, statement)) + coming < len(self._printings(other, statement))

    def _pointers(self, change: Mapping[tuple[int, int], Change]) -> dict[tuple[int, bool], _Best]:
        """What quotes point to now: those whose edges changed."""
        asked = {quote for quote, _ in self._changes}
        found: dict[tuple[int, bool], _Best] = {}
        for shorter, longer, score, alike in quick.rows(self._connection, _PROVED, asked):
            best, longest, kept = found.get((shorter, bool(alike)), _NOTHING)
            if (shorter, longer) not in change:
                kept = max(kept, score)
            if score > best:
                found[shorter, bool(alike)] = _Best(score, [longer], kept)
            else:
                found[shorter, bool(alike)] = _Best(best, [*longest, longer] if score == best else longest, kept)
        return found

    def _find_home(self, quote: int) -> None:
        own, other = (self._best.get((quote, alike), _NOTHING) for alike in (True, False))
        leading = own.longer or other.longer
        if not leading:
            self.homes[quote] = quote
            return
        homes = {self._stand[longer][0] for longer in leading}
        one_code = any(self._stand[longer][1] == self._stand[quote][1] for longer in other.longer)
        if len(homes) > 1 or one_code or not self._new.isdisjoint((*own.longer, *other.longer)):
            self.doubt(quote)
            return
        (self.homes[quote],) = homes
        if own.longer and any(self._stand[longer][0] not in homes for longer in other.longer):
            self._unsure.setdefault((self._stand[quote][1], self.homes[quote]), []).append(quote)

    def _look(self, quote: int, alike: bool, changes: list[tuple[int, Change]]) -> None:
        """Whether a quote that was there before still points into its statement."""
        best = self._best.get((quote, alike), _NOTHING)
        changes = [(longer, found) for longer, found in changes if max(found.was, found.now) >= best.kept]
        if not changes:
            return
        statement, code = self._stand[quote]
        self._turned[statement] = quote
        if alike:
            within = bool(best.longer) and all(self._home(longer) == statement for longer in best.longer)
            if not (within and self._hang_together(code, statement)):
                self._move(quote)
        elif not all(
            found.now > found.was and self._home(longer) == statement and self._stand[longer][1] < code
            for longer, found in changes
        ):
            self._unsure.setdefault((code, statement), []).append(quote)

    def _look_closely(self) -> None:
        """Whether the printings of a code, of which some may have lost what they pointed to or found something outside
        of their statement, still point into it: each of them, or the best of them all where they hang together.
        """
        points: dict[Place, dict[int, tuple[float, bool]]] = {place: {} for place in self._unsure}
        codes = {code for code, _ in self._unsure}
        for quote, own, code, longer, other, longer_code, score in quick.rows(self._connection, _POINTS, codes):
            self._stand[quote], self._stand[longer] = (own, code), (other, longer_code)
            statement = self._home(quote)
            found = points.get((code, statement))
            if found is not None:
                best, within = found.get(quote, (0.0, True))
                if score >= best:
                    inside = self._home(longer) == statement and longer_code < code
                    found[quote] = (score, inside and (within or score > best))
        for (code, statement), found in points.items():
            best = max([score for score, _ in found.values()], default=0.0)
            within = bool(found) and all(within for score, within in found.values() if score == best)
            each = within and all(within for _, within in found.values())
            if each and found.keys() >= self._printings(code, statement):
                continue
            if not (within and self._hang_together(code, statement)):
                for quote in self._unsure[code, statement]:
                    self._move(quote)

    def _move(self, quote: int) -> None:
        for alike in (True, False):
            for longer in (quote, *self._best.get((quote, alike), _NOTHING).longer):
                self.doubt(longer) if longer in self._new else self.moved.add(longer)
        self.fell.add(self._stand[quote][1])

    def _home(self, quote: int) -> int:
        """The statement of a quote; 0 where that of a new one is in doubt."""
        return self.homes.get(quote, 0) if quote in self._new else self._stand[quote][0]

    def _hang_together(self, code: int, statement: int) -> bool:
        """Whether all printings of a code in a statement point, in the end, to the same one of them."""
        first = [
            id for id, where, _ in quick.rows(self._connection, _FIRST, [code])
            if (self._home(id) if id in self._new else where) == statement
        ]  # fmt: skip
        return len(first) == 1

    def _printings(self, code: int, statement: int) -> set[int]:
        sql = f"SELECT quote_id FROM groupings WHERE code {quick.AMONG} AND statement_id {quick.AMONG}"
        return {id for (id,) in quick.rows(self._connection, sql, [code], [statement])}

    def _look_at_links(self) -> None:
        """Doubt what would join, or point elsewhere in, a statement of which a person said something."""
        if not quick.rows(self._connection, "SELECT 1 FROM links LIMIT 1"):
            return
        asked = {*self._new, *self.homes.values(), *self._turned}
        tied = {id for (id,) in quick.rows(self._connection, _TIED, asked)}
        for quote in self._new:
            if quote in tied or self.homes.get(quote) in tied:
                self.doubt(quote)
        self.moved.update(quote for statement, quote in self._turned.items() if statement in tied)
