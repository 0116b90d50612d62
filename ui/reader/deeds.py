"""What a person does to the selected quote: each method is one deed, called by a key, a button or a menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from quotedesk.quote import Kind, Span, SpeakerType, Status
from quotedesk.store import quotes
from quotedesk.store.records import Changes, QuoteRecord
from ui.reader.confirm_all import ConfirmAll
from ui.reader.offers import known_as, offered
from ui.reader.speaker_field import Choice
from ui.reader.states import undecided
from ui.reader.words import moved, stepped
from ui.session import Deed

if TYPE_CHECKING:
    from ui.reader.view import ReadView


class QuoteDeeds:
    """The deeds of one view *Read*. While a queue is reviewed, what decides a quote goes on to the next one."""

    def __init__(self, read: ReadView) -> None:
        self.read = read
        self._moving = 0

    def _do(self, deed: Deed, then: Callable[[Changes], object] | None = None) -> None:
        self.read.session.do(deed, then=then)

    def _decide(self, quote: QuoteRecord, deed: Deed, soon: QuoteRecord | None = None) -> None:
        """Does what may decide a quote and then, in a review, goes on.

        `soon` is the quote as the deed will leave it, as far as that is known: it shows before it is saved.
        """
        reviewing = self.read.steps.reviewing and undecided(quote)

        def go_on(_changes: Changes) -> None:
            now = self.read.reader.quotes.get(quote.id)
            if reviewing and self.read.reader.chosen in ("", quote.id) and (now is None or not undecided(now)):
                self.read.steps.to_undecided()

        if soon is not None:
            self.read.reader.replace_quotes({quote.id: soon})
        job = self.read.session.do(deed, then=go_on)
        job.failed.connect(lambda _sentence: self._show_saved(quote.id))

    def _show_saved(self, quote_id: str) -> None:
        """Shows a quote as it is on the desk, where a deed failed."""
        if quote_id in self.read.reader.quotes:
            saved = next((quote for quote in self.read.quotes if quote.id == quote_id), None)
            self.read.reader.replace_quotes({quote_id: saved})

    # Deciding

    def decide(self, status: Status) -> None:
        """Confirms or rejects the selected quote; pressed again it is a suggestion as before."""
        if quote := self.read.chosen:
            wanted = Status.SUGGESTED if quote.status is status else status
            self._decide(quote, lambda desk: quotes.decide(desk, [quote.id], wanted), replace(quote, status=wanted))

    def confirm_and_next(self) -> None:
        """Confirms the selected quote and goes to the next that is to be decided; a quote without a speaker stays."""
        quote = self.read.chosen
        if quote is None or not undecided(quote):
            self.read.steps.to_undecided()
            return
        self._do(
            lambda desk: quotes.decide(desk, [quote.id], Status.CONFIRMED),
            then=lambda _changes: self.read.steps.to_undecided(),
        )

    def confirm_all(self) -> None:
        """Shows what would be confirmed in this article, and confirms it in one deed."""
        waiting = [quote for quote in self.read.quotes if undecided(quote)]
        if not waiting:
            self.read.said.emit("Nothing is left to decide in this article.")
            return
        dialog = ConfirmAll(waiting, self.read.window())
        dialog.accepted.connect(lambda: self._confirm(dialog.chosen()))
        dialog.open()

    def _confirm(self, ids: Sequence[str]) -> None:
        if ids:
            self._do(lambda desk: quotes.decide(desk, ids, Status.CONFIRMED))

    # Who

    def assign(self, who: Choice | str) -> None:
        """Gives the selected quote to a speaker and confirms it: by id, or as chosen in the speaker field."""
        quote = self.read.chosen
        if quote is None:
            return
        speaker_id = who if isinstance(who, str) else who.speaker_id
        if isinstance(who, Choice) and who.name:
            self._assign_new(quote, who.name, who.type)
        else:
            sure = speaker_id is not None
            soon = self._given_to(quote, speaker_id)
            self._decide(quote, lambda desk: quotes.assign(desk, [quote.id], speaker_id, confirm=sure), soon)

    def _given_to(self, quote: QuoteRecord, speaker_id: str | None) -> QuoteRecord | None:
        """The quote as it is once a known speaker has it, confirmed; None for anybody else."""
        who = next((known for known in self.read.known_speakers if known.id == speaker_id), None)
        if who is None:
            return None
        return replace(
            quote,
            status=Status.CONFIRMED,
            speaker_id=who.id,
            speaker=who.name,
            speaker_type=who.type,
            colour=who.colour,
        )

    def _assign_new(self, quote: QuoteRecord, name: str, type: SpeakerType) -> None:
        self._decide(quote, lambda desk: quotes.assign_new(desk, [quote.id], name, type, confirm=True))

    def assign_digit(self, digit: int) -> None:
        """Gives the selected quote to the speaker of a digit key."""
        if 1 <= digit <= len(self.read.digits):
            self.assign(self.read.digits[digit - 1].id)

    def take_offer(self) -> None:
        """Makes the offered mention the speaker of the selected quote and confirms it."""
        quote = self.read.chosen
        if quote is None:
            return
        offer = offered(quote.mention_text)
        if quote.speaker is not None:
            self.read.said.emit(f"{quote.speaker} is the speaker already; press S to name somebody else.")
        elif offer is None:
            self.read.said.emit("No name is offered for this quote; press S to name the speaker.")
        elif (known := known_as(offer, self.read.known_speakers)) is not None:
            self.assign(known.id)
        else:
            self._assign_new(quote, offer.name or "", offer.type)

    def point(self, name: str) -> None:
        """Makes the selected words the mention or the cue (`name`) of the selected quote."""
        quote, span = self.read.chosen, self.read.reader.selection.span()
        if quote is None or span.start == span.end:
            self.read.said.emit(f"Choose a quote, then select the words that are its {name}.")
            return
        deed = quotes.set_mention if name == "mention" else quotes.set_cue
        self._do(lambda desk: deed(desk, quote.id, span), then=lambda _changes: self.read.reader.clear_selection())

    # What it is

    def set_kind(self, kind: Kind) -> None:
        """Says what the words are: said, written, or nobody's."""
        quote = self.read.chosen
        if quote is not None and quote.kind is not kind:
            self._decide(quote, lambda desk: quotes.set_kind(desk, [quote.id], kind), replace(quote, kind=kind))

    def flag(self) -> None:
        """Flags the selected quote, or takes its flag off."""
        if quote := self.read.chosen:
            self._do(lambda desk: quotes.set_flag(desk, [quote.id], not quote.flag))

    def set_note(self, quote_id: str, note: str) -> None:
        """Keeps a note."""
        self._do(lambda desk: quotes.set_note(desk, quote_id, note))

    # Where it stands

    def resize(self, quote_id: str, parts: Sequence[Span]) -> None:
        """Gives a quote other edges, which show at once; each further step of a held key begins where they are then."""
        if self.read.reader.chosen == quote_id:
            self.read.reader.set_edited(tuple(parts))
        self._moving += 1
        job = self.read.session.do(lambda desk: quotes.resize(desk, quote_id, parts))
        job.done.connect(self._moved)
        job.failed.connect(self._moved)

    def _moved(self, _result: object) -> None:
        self._moving -= 1
        if not self._moving:
            self.read.reader.set_edited(None)

    def move_edge(self, edge: str, step: int, unit: str = "word") -> None:
        """Moves the selected quote's start or end (`edge`) by a character, word or sentence (`unit`)."""
        if quote := self.read.chosen:
            text, before = self.read.reader.text, self.read.reader.chosen_parts()
            now = before[0].start if edge == "start" else before[-1].end
            parts = moved(text, before, edge, stepped(text, now, edge, step, unit))
            if parts != before:
                self.resize(quote.id, parts)

    def mark(self) -> None:
        """Marks the selected words as a quote."""
        span = self.read.reader.selection.span()
        if self.read.article is None or span.start == span.end:
            self.read.said.emit("Select the words first, then press Q to mark them as a quote.")
            return
        article_id = self.read.article.id
        self._do(lambda desk: quotes.create(desk, article_id, [span]), then=self._marked)

    def _marked(self, changes: Changes) -> None:
        self.read.reader.clear_selection()
        self.read.choose(next(iter(changes.quotes & self.read.reader.quotes.keys()), ""))

    def split(self) -> None:
        """Makes two quotes of the selected one: at the caret, or else between its first two parts."""
        quote = self.read.chosen
        if quote is None:
            return
        at = self.read.reader.selection.caret
        if not quote.extent.start < at < quote.extent.end and len(quote.parts) > 1:
            at = quote.parts[0].end
        self._do(lambda desk: quotes.split(desk, quote.id, at))

    def join_next(self) -> None:
        """Makes one quote of the selected one and the next one on the page that does not stand inside it."""
        quote = self.read.chosen
        if quote is None:
            return
        after = [other for other in self.read.quotes if other.extent.start >= quote.extent.end]
        if not after:
            self.read.said.emit("No quote follows this one, so there is nothing to join it with.")
            return
        self._do(lambda desk: quotes.join(desk, [quote.id, after[0].id]))

    def close_gaps(self) -> None:
        """Makes one part of the selected quote's parts, with what stands between them."""
        quote = self.read.chosen
        if quote is not None and len(quote.parts) > 1:
            self.resize(quote.id, [quote.extent])
        elif quote is not None:
            self.read.said.emit("This quote is of one part already.")

    def delete(self) -> None:
        """Takes the selected quote away; while the library has the keyboard, the open article, after asking."""
        read = self.read
        if read.library.list.hasFocus() and read.article is not None:
            read.library.delete(read.article)
        elif quote := read.chosen:
            self._do(lambda desk: quotes.delete(desk, [quote.id]))
