"""The library: the desk's articles at the left, each with its outlet, date and what is left to decide."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QListView, QMenu, QMessageBox, QStackedLayout, QVBoxLayout, QWidget

from quotedesk.store import articles
from quotedesk.store.records import ArticleRecord, Changes
from ui.library.delegate import ArticleDelegate
from ui.library.details import DetailsDialog
from ui.library.model import ARTICLE, ArticleModel
from ui.session import DeskSession
from ui.widgets.small import button, caption, label

AT_ONCE = 2_000
"""Up to so many articles are read at once; of more, the first ones are, and the rest beside the window."""


class Library(QFrame):
    """A list of articles; the open one is marked. Edits and deletions are deeds like any other."""

    chosen = Signal(str)
    files_wanted = Signal()

    def __init__(self, session: DeskSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "panel")
        self.session = session
        self.model = ArticleModel(self)
        self._turn = 0
        self._whole = True
        self.list = QListView()
        self.list.setProperty("look", "panel")
        self.list.setAccessibleName("Articles")
        self.list.setModel(self.model)
        self.list.setItemDelegate(ArticleDelegate(self.list))
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMouseTracking(True)
        self.list.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        self.list.selectionModel().currentChanged.connect(self._current)
        self._count = caption("")
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._count.setContentsMargins(16, 14, 16, 8)
        column.addWidget(self._count)
        column.addWidget(self.list, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(full)
        self._stack.addWidget(self._nothing())

    def _nothing(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(10)
        column.addWidget(caption("Articles"))
        column.addSpacing(8)
        column.addWidget(label("No articles yet", "strong"))
        column.addWidget(
            label(
                "Open text or HTML files of one event from several outlets, or drop files and folders here.",
                "muted",
                wrap=True,
            )
        )
        more = button("Open files…", "primary")
        more.clicked.connect(self.files_wanted)
        column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return page

    # What is shown

    def refresh(self, changes: Changes | None, known: ArticleRecord | None = None) -> None:
        """Reads the list anew where a change touches it; `known` is an article whose quotes were counted just now."""
        if changes is not None and not (changes.articles or changes.quotes):
            return
        if known is not None and changes is not None and changes.articles <= {known.id} and self.model.replace(known):
            return
        count = articles.count(self.session.desk)
        self._count.setText(f"{count:,} ARTICLE{'' if count == 1 else 'S'}")
        self._stack.setCurrentIndex(0 if count else 1)
        if count <= AT_ONCE:
            self._list(articles.listed(self.session.desk))
        else:
            self._list_first(changes)
            self._turn += 1
            self._read(self._turn)

    def _list_first(self, changes: Changes | None) -> None:
        """Of very many articles: the first ones, or those that were listed without the ones that are gone."""
        if not self.model.articles:
            self._list(articles.listed(self.session.desk, most=AT_ONCE))
        elif changes is not None and changes.articles:
            left = {article.id for article in articles.several(self.session.desk, changes.articles)}
            gone = changes.articles - left
            self._list([article for article in self.model.articles if article.id not in gone])

    def _read(self, turn: int) -> None:
        """Reads all of very many articles beside the window; only the last reading that was asked for counts."""
        self._whole = False

        def shown(listed: list[ArticleRecord]) -> None:
            if turn == self._turn:
                self._list(listed)

        self.session.read(lambda desk: articles.listed(desk) if turn == self._turn else [], shown)

    def _list(self, listed: list[ArticleRecord]) -> None:
        open_id = self._open_id()
        self.model.set_articles(listed)
        self._whole = True
        if open_id:
            self.show_as_open(open_id)

    def ids(self) -> list[str]:
        """The articles in their order; also those that are still being read."""
        return [article.id for article in self.model.articles] if self._whole else articles.ids(self.session.desk)

    def first(self) -> str:
        """The first article, empty if there is none."""
        return next(iter(self.ids()), "")

    def next_with_work(self, after: str) -> str:
        """The next article after one that has something to decide, going round; empty if none has."""
        listed = self.model.articles
        at = next((n for n, article in enumerate(listed) if article.id == after), -1)
        order = (*listed[at + 1 :], *listed[: at + 1])
        return next((article.id for article in order if article.undecided), "")

    def show_as_open(self, article_id: str) -> None:
        """Marks the open article."""
        index = self.model.index_of(article_id)
        if index.isValid() and index != self.list.currentIndex():
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)

    def step(self, by: int) -> None:
        """The next article (1) or the one before (-1)."""
        row = self.list.currentIndex().row() + by
        if 0 <= row < self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(row))

    def _open_id(self) -> str:
        article = self.list.currentIndex().data(ARTICLE)
        return article.id if isinstance(article, ArticleRecord) else ""

    def _current(self, index: QModelIndex) -> None:
        if isinstance(article := index.data(ARTICLE), ArticleRecord):
            self.chosen.emit(article.id)

    # Deeds

    def _menu(self, point: QPoint) -> None:
        article = self.list.indexAt(point).data(ARTICLE)
        if not isinstance(article, ArticleRecord):
            return
        menu = QMenu(self)
        menu.addAction("Edit details…", lambda: self.edit(article))
        menu.addSeparator()
        menu.addAction("Delete article…", lambda: self.delete(article))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.list.viewport().mapToGlobal(point))

    def edit(self, article: ArticleRecord) -> None:
        """Corrects what was detected about an article."""
        dialog = DetailsDialog(article, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._keep(article.id, dialog.changed()))
        dialog.open()

    def _keep(self, article_id: str, fields: dict[str, str]) -> None:
        if fields:
            self.session.do(lambda desk: articles.edit(desk, article_id, **fields))

    def delete(self, article: ArticleRecord) -> None:
        """Takes an article with its quotes off the desk, after asking."""
        words = (
            f"{article.quotes} quotes and what was decided about them go with it"
            if article.quotes
            else "It has no quotes"
        )
        box = QMessageBox(self.window())
        box.setWindowTitle("Delete article")
        box.setText(f"Delete “{article.title or 'this article'}” from the desk?")
        box.setInformativeText(f"{words}. Undo brings everything back.")
        yes = box.addButton("Delete", QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        yes.clicked.connect(lambda: self.session.do(lambda desk: articles.delete(desk, [article.id])))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()
