"""The dialog that corrects what was detected about an article."""

from datetime import date

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from quotedesk.store.records import ArticleRecord
from ui import theme
from ui.widgets.small import label

FIELDS = (("title", "Title"), ("outlet", "Outlet"), ("byline", "Byline"), ("date", "Date"), ("url", "Address"))


class DetailsDialog(QDialog):
    """Five fields; the date must be a date or nothing."""

    def __init__(self, article: ArticleRecord, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Article details")
        self.setMinimumWidth(theme.px(460))
        self._article = article
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(10)
        self.fields: dict[str, QLineEdit] = {}
        for name, word in FIELDS:
            field = QLineEdit(getattr(article, name))
            field.setCursorPosition(0)
            field.setAccessibleName(word)
            form.addRow(word, field)
            self.fields[name] = field
        self.fields["date"].setPlaceholderText("2016-09-18")
        column.addLayout(form)
        self._problem = label("", "bad", wrap=True)
        self._problem.hide()
        column.addWidget(self._problem)
        column.addWidget(label("The text itself never changes.", "small"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def changed(self) -> dict[str, str]:
        """The fields that were changed."""
        now = {name: field.text().strip() for name, field in self.fields.items()}
        return {name: value for name, value in now.items() if value != getattr(self._article, name)}

    def _save(self) -> None:
        wanted = self.fields["date"].text().strip()
        try:
            if wanted:
                date.fromisoformat(wanted)
        except ValueError:
            self._problem.setText("Write the date as year-month-day, for example 2016-09-18, or leave it empty.")
            self._problem.show()
            self.fields["date"].setFocus()
            return
        self.accept()
