"""The list of articles as a Qt model."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from quotedesk.store.records import ArticleRecord
from ui.dates import short_date
from ui.names import isolated

ARTICLE = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex


def facts(article: ArticleRecord, *, year: bool = True) -> list[str]:
    """Outlet, date and what is left to do; the same without the date, for where there is no room."""
    left = f"{article.undecided:,} to decide" if article.undecided else ("decided" if article.quotes else "no quotes")
    date, outlet = short_date(article.date), isolated(article.outlet)
    day = date if year else date.rpartition(" ")[0]
    return [" · ".join(part for part in line if part) for line in ((outlet, day, left), (outlet, left))]


def shown_title(article: ArticleRecord) -> str:
    """The title, or what else tells the article apart."""
    return article.title or article.path.rpartition("/")[2] or "Untitled article"


class ArticleModel(QAbstractListModel):
    """Rows of `ArticleRecord`; where the same articles come again only their data change, so nothing jumps."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.articles: list[ArticleRecord] = []
        self.years = False
        """Whether the articles are of different years, so that the year tells them apart."""

    def set_articles(self, articles: Sequence[ArticleRecord]) -> None:
        """The articles as they are now."""
        self.years = len({article.date[:4] for article in articles if article.date}) > 1
        if [a.id for a in articles] == [a.id for a in self.articles]:
            self.articles = list(articles)
            if articles:
                self.dataChanged.emit(self.index(0), self.index(len(articles) - 1))
            return
        self.beginResetModel()
        self.articles = list(articles)
        self.endResetModel()

    def replace(self, article: ArticleRecord) -> bool:
        """Takes one article as it is now; False where it is not listed, or belongs somewhere else now."""
        index = self.index_of(article.id)
        if not index.isValid() or self.articles[index.row()].date != article.date:
            return False
        self.articles[index.row()] = article
        self.dataChanged.emit(index, index)
        return True

    def index_of(self, article_id: str) -> QModelIndex:
        """Where an article stands; invalid if it does not."""
        row = next((n for n, article in enumerate(self.articles) if article.id == article_id), -1)
        return self.index(row) if row >= 0 else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many articles there are."""
        return 0 if parent.isValid() else len(self.articles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The title, what a screen reader says, or the record."""
        if not index.isValid() or index.row() >= len(self.articles):
            return None
        article = self.articles[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shown_title(article)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{shown_title(article)}\n{facts(article)[0]}"
        return article if role == ARTICLE else None
