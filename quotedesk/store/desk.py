"""The desk: one file, one writer, and readers of their own for every thread."""

import contextlib
import getpass
import os
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, insert, select

from quotedesk.errors import DeskError
from quotedesk.store import connections, derived, schema
from quotedesk.store.recorder import Deed, new_uuid
from quotedesk.store.records import Changes
from quotedesk.store.tables import Info, User


class Desk:
    """An open desk. `create` and `open` make one; use `close` or a `with` block to leave one plain file behind.

    `read_only` is empty, or the sentence that says why nothing can be written. Reading functions may run in any thread,
    writing functions in one thread at a time.
    """

    def __init__(self, path: Path, user: str, *, read_only: str = "", immutable: bool = False):
        self.path = path
        self.user = user
        self.read_only = read_only
        self._readers = connections.readers(path, immutable=immutable)
        self._writer: Engine | None = None
        self._raw: sqlite3.Connection | None = None
        self._lock = threading.Lock()
        self._closed = False
        self._wal = False
        with connections.plain_errors(path):
            if not read_only:
                self._writer, self._raw = connections.writer(path)
                self._wal = connections.set_journal(self._raw, shared=connections.shared_folder(path))
            with self._readers.connect() as connection:
                about = dict(connection.execute(select(Info.key, Info.value)).tuples().all())
                self._user_id = connection.scalar(select(User.id).where(User.name == user)) or 0
        self.id: str = about["uuid"]
        self.created: str = about["created"]

    @property
    def title(self) -> str:
        """What the person calls this desk; the file's name where they call it nothing."""
        with self.reading() as connection:
            return connection.scalar(select(Info.value).where(Info.key == "title")) or self.path.stem

    @property
    def user_id(self) -> int:
        """The private key of the current user; 0 while they have done nothing yet."""
        return self._user_id

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A read-only connection that sees one state of the desk. Only the store uses it; keep it short."""
        self._refuse_if_closed()
        with connections.plain_errors(self.path), self._readers.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction on the writing connection; only for what is not logged, everything else is a `deed`."""
        self._refuse_if_closed()
        if self._writer is None:
            raise DeskError(self.read_only)
        with self._lock, connections.plain_errors(self.path):
            with self._writer.begin() as connection:
                yield connection
            self._checkpoint()

    @contextlib.contextmanager
    def deed(self, name: str, *, group: bool = True) -> Iterator["DeedUnderWay"]:
        """One deed of the user: one transaction, one entry in the change log, nothing at all if it fails.

        After the block, `changes` of the yielded value says what changed. `group=False` leaves the statements as they
        are, for many deeds in a row; call `statements.regroup` after them.
        """
        with self.writing() as connection:
            deed = DeedUnderWay(connection, name, self._user_id or self._add_user(connection))
            yield deed
            if deed.rows:
                deed.log()
                regrouped = derived.refresh(connection, deed.rows, group=group)
                deed.changes = derived.changes(connection, deed.name, deed.rows, statements=regrouped)
        self._user_id = deed.user_id

    def close(self) -> None:
        """Leave one plain file: no side files, readable from anywhere. Closing twice is no harm."""
        self._closed = True
        self._readers.dispose()
        if self._writer is None:
            return
        with self._lock:
            if self._raw and self._wal:
                # Stays WAL when another program has the desk open: that one tidies up when it closes.
                with contextlib.suppress(sqlite3.OperationalError):
                    self._raw.execute("PRAGMA busy_timeout = 0")
                    self._raw.execute("PRAGMA journal_mode = DELETE")
            self._writer.dispose()
            self._writer = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise DeskError(f"{self.path.name} is closed; open it again.")

    def _checkpoint(self) -> None:
        """Move what was committed into the file itself, so that a copy of the one file is whole."""
        if self._raw and self._wal:
            self._raw.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def _add_user(self, connection: Connection) -> int:
        id = connection.scalar(insert(User).values(uuid=new_uuid(), name=self.user).returning(User.id))
        assert id is not None
        return id


class DeedUnderWay(Deed):
    """A deed that will know, once it is done, what it changed."""

    changes: Changes = Changes()


def create(path: Path, *, title: str = "", user: str = "") -> Desk:
    """A new, empty desk. DeskError if there is a file already, or the folder cannot be written."""
    path = Path(path)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    except FileExistsError:
        raise DeskError(f"{path.name} exists already; choose another name, or open it.") from None
    except FileNotFoundError:
        raise DeskError(f"The folder {path.parent} does not exist; choose another place for {path.name}.") from None
    except OSError as error:
        raise DeskError(f"{path.name} cannot be made there: {error.strerror or error}.") from error
    try:
        engine, _ = connections.writer(path)
        with connections.plain_errors(path), engine.begin() as connection:
            schema.create_schema(connection)
            schema.describe(connection, title)
        engine.dispose()
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Desk(path, user or _login())


def open(path: Path, *, user: str = "") -> Desk:
    """An existing desk. An older one is brought up to date after a backup; a newer one opens read-only.

    DeskError in one sentence where the file is missing, a folder, no desk, damaged, or held by another program.
    """
    path = Path(path)
    found = schema.inspect(path)
    return Desk(path, user or _login(), read_only=found.read_only, immutable=found.immutable)


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "somebody"
