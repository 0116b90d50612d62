"""The desk: one file, one writer, and readers of their own for every thread."""

import contextlib
import gc
import getpass
import os
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import OperationalError

from quotedesk.errors import DeskError
from quotedesk.store import backups, checking, connections, derived, equal_name_rows, following, grouping, schema
from quotedesk.store.checking import check
from quotedesk.store.recorder import Deed, new_uuid, refuse_unrecorded
from quotedesk.store.records import Changes
from quotedesk.store.settling import Settler
from quotedesk.store.tables import Info, User

__all__ = ["DeedUnderWay", "Desk", "backup", "check", "create", "open", "rename"]


class DeedUnderWay(Deed):
    """A deed that knows, once it is done, what it changed."""

    changes: Changes = Changes()


class Desk:
    """An open desk. `create` and `open` make one; use `close` or a `with` block to leave one plain file behind.

    `read_only` is empty, or the sentence that says why nothing can be written. `problems` are sentences about articles
    and quotes that are not as they were imported, as far as opening the desk could see. Reading functions may run in
    any thread, writing functions in one thread at a time.
    """

    def __init__(self, path: Path, user: str, *, read_only: str = "", immutable: bool = False):
        self.path = path
        self.user = user
        self.read_only = read_only
        self._gate = threading.Condition()
        self._reading = 0
        self._closed = False
        self._write_lock = threading.Lock()
        self._readers = connections.readers(path, immutable=immutable)
        self._writer: Engine | None = None
        self._raw: sqlite3.Connection | None = None
        self._settler: Settler | None = None
        try:
            with connections.plain_errors(path):
                if not read_only:
                    self._writer, self._raw = connections.writer(path)
                    refuse_unrecorded(self._writer)
                    if connections.set_journal(self._raw, shared=connections.shared_folder(path)):
                        self._settler = Settler(self._raw, self._write_lock)
            with self.reading() as connection:
                about = dict(connection.execute(select(Info.key, Info.value)).tuples().all())
                self._user_id, self._blind = _reader(connection, user)
        except BaseException:
            self.close()
            raise
        self.problems: tuple[str, ...] = ()
        self.id: str = about["uuid"]
        self.created: str = about["created"]

    @property
    def title(self) -> str:
        """What the person calls this desk; the file's name where they call it nothing."""
        with self.reading() as connection:
            return connection.scalar(select(Info.value).where(Info.key == "title")) or self.path.stem

    @property
    def user_id(self) -> int:
        """With whose eyes the desk is read: the private key of the current user, 0 while they have done nothing yet.

        It is negative while they read blind: then what others decided does not count.
        """
        return -self._user_id if self._blind else self._user_id

    @property
    def blind(self) -> bool:
        """Whether the current user reads without seeing what others decided."""
        return self._blind

    def sign_in(self, name: str) -> None:
        """Somebody else reads from now on; the desk remembers whether they read blind."""
        with self.reading() as connection:
            self._user_id, self._blind = _reader(connection, name)
        self.user = name

    def read_blind(self, on: bool) -> None:
        """Leave out what others decided, for the current user, from now on; no deed, and nobody else is touched."""
        with self.writing() as connection:
            self._user_id = self._user_id or self.reader_key(connection, self.user)
            connection.execute(update(User).where(User.id == self._user_id).values(blind=int(on)))
        self._blind = on

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A read-only connection that sees one state of the desk. Only the store uses it; keep it short."""
        with self._gate:
            self._refuse_if_closed()
            self._reading += 1
        try:
            with connections.plain_errors(self.path, newer=bool(self.read_only)), self._readers.connect() as connection:
                yield connection
        finally:
            with self._gate:
                self._reading -= 1
                self._gate.notify_all()

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction on the writing connection; only for what is not logged, everything else is a `deed`."""
        with self._write_lock, _uninterrupted():
            self._refuse_if_closed()
            if self._writer is None:
                raise DeskError(self.read_only)
            with connections.plain_errors(self.path), self._writer.begin() as connection:
                yield connection
            if self._settler is not None:
                self._settler.begin()

    @contextlib.contextmanager
    def deed(self, name: str, *, group: bool = True) -> Iterator[DeedUnderWay]:
        """One deed of the user: one transaction, one entry in the change log, nothing at all if it fails.

        After the block, `changes` of the yielded value says what changed. `group=False` leaves the statements as they
        are, for many deeds in a row; call `statements.regroup` after them.
        """
        with self.writing() as connection:
            deed = DeedUnderWay(connection, name, self._user_id or self.reader_key(connection, self.user))
            deed.eyes = -deed.user_id if self._blind else deed.user_id
            yield deed
            if deed.rows:
                deed.log()
                regrouped = derived.refresh(connection, deed.rows, group=group)
                deed.changes = derived.changes(connection, deed.name, deed.rows, statements=regrouped)
        self._user_id = deed.user_id

    def catch_up(self) -> None:
        """Group what waits to be grouped where that takes no time; on a large desk it goes on waiting."""
        with self.reading() as connection:
            asked = grouping.is_behind(connection) and grouping.is_small(connection)
        if asked:
            with self.writing() as connection:
                following.follow(connection, grouping.Touched(), {})

    def close(self) -> None:
        """Leave one plain file: no side files, readable from anywhere. Closing twice is no harm."""
        with self._gate:
            self._closed = True
            self._gate.wait_for(lambda: not self._reading, timeout=connections.BUSY_SECONDS)
        with self._write_lock:
            self._readers.dispose()
            if self._raw is None or self._writer is None:
                return
            if self._settler is not None:
                self._settler.end()
                # Another program that has the desk open keeps it in WAL mode, and tidies up when it closes.
                with contextlib.suppress(sqlite3.OperationalError):
                    self._raw.execute("PRAGMA busy_timeout = 0")
                    self._raw.execute("PRAGMA journal_mode = DELETE")
            self._writer.dispose()
            self._raw.close()
            self._writer = self._raw = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise DeskError(f"{self.path.name} is closed; open it again.")

    def reader_key(self, connection: Connection, name: str) -> int:
        """The private key of the reader with this name, who is added where the desk does not know them."""
        id = connection.scalar(select(User.id).where(User.name == name))
        if id is None:
            id = connection.scalar(insert(User).values(uuid=new_uuid(), name=name).returning(User.id))
            assert id is not None
        return id


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let Python look for garbage afterwards: in a program that holds much, that takes longer than the deed."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _reader(connection: Connection, name: str) -> tuple[int, bool]:
    """A reader's private key (0 where the desk does not know them), and whether they read blind."""
    id = connection.scalar(select(User.id).where(User.name == name)) or 0
    # An older desk that can only be read does not know of this.
    with contextlib.suppress(OperationalError):
        return id, bool(connection.scalar(select(User.blind).where(User.id == id)))
    return id, False


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
        engine, connection = connections.writer(path)
        try:
            with connections.plain_errors(path), engine.begin() as transaction:
                schema.create(transaction, title.strip())
        finally:
            engine.dispose()
            connection.close()
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Desk(path, user or _login())


def open(path: Path, *, user: str = "") -> Desk:
    """An existing desk. An older one is brought up to date after a backup; a newer one opens read-only.

    DeskError in one sentence where the file is missing, a folder, no desk, damaged, or held by another program.
    """
    path = Path(path)
    found = schema.look(path)
    if not found.read_only and found.revision != schema.head():
        schema.bring_up_to_date(path)
    desk = Desk(path, user or _login(), read_only=found.read_only, immutable=found.immutable)
    if not desk.read_only:
        desk.catch_up()
    # A newer desk may not let itself be looked at this way.
    with contextlib.suppress(DeskError), desk.reading() as connection:
        desk.problems = checking.at_a_glance(connection)
        equal_name_rows.put_in_force(connection)
    return desk


def rename(desk: Desk, title: str) -> Changes:
    """Give the desk another title."""
    with desk.deed("Rename the desk") as deed:
        key = deed.connection.scalars(select(Info.id).where(Info.key == "title")).one()
        deed.update(Info, {key: {"value": title.strip()}})
    return deed.changes


def backup(desk: Desk, dest: Path) -> None:
    """Copy the desk as it is now to `dest`, which appears whole or not at all and replaces what was there."""
    backups.copy(desk.path, Path(dest))


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "somebody"
