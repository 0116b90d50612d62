"""The preview before many quotes are confirmed at once: each can be left out, and nothing happens unseen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from quotedesk.store.records import QuoteRecord
from ui import theme
from ui.reader.states import speaker_name
from ui.widgets.small import label

_ID = int(Qt.ItemDataRole.UserRole)
MOST_WORDS = 90


class ConfirmAll(QDialog):
    """Lists quotes that wait for a decision; those with a speaker are ticked, the others wait for a name."""

    def __init__(self, waiting: Sequence[QuoteRecord], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Confirm all quotes of this article")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme.px(640), theme.px(460))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        self._heading = label("", "strong", wrap=True)
        column.addWidget(self._heading)
        unknown = sum(quote.speaker is None for quote in waiting)
        advice = "Untick what you have not read. Undo takes all of it back in one step."
        if unknown:
            advice = f"{unknown:,} without a speaker {'is' if unknown == 1 else 'are'} not ticked. {advice}"
        column.addWidget(label(advice, "muted", wrap=True))
        self.list = QListWidget()
        self.list.setAccessibleName("Quotes to confirm")
        self.list.setWordWrap(True)
        self.list.setSpacing(3)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for quote in waiting:
            words = quote.text if len(quote.text) <= MOST_WORDS else f"{quote.text[:MOST_WORDS].rstrip()} …"
            item = QListWidgetItem(f"{speaker_name(quote)}:  “{words}”")
            item.setData(_ID, quote.id)
            item.setToolTip(quote.text)
            item.setCheckState(Qt.CheckState.Checked if quote.speaker else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.itemChanged.connect(lambda _item: self._count())
        column.addWidget(self.list, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.confirm = buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.confirm.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self._count()
        self.confirm.setFocus()

    def chosen(self) -> list[str]:
        """The quotes that are ticked."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [str(item.data(_ID)) for item in items if item.checkState() is Qt.CheckState.Checked]

    def _count(self) -> None:
        count = len(self.chosen())
        self._heading.setText(f"{count:,} of {self.list.count():,} quotes will be confirmed")
        self.confirm.setText(f"Confirm {count:,}")
        self.confirm.setAccessibleName(self._heading.text())
        self.confirm.setEnabled(count > 0)
