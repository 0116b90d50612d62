"""What the person can mend, said in one plain sentence. Everything else is our bug and goes to the log."""


class QuoteDeskError(Exception):
    """Something the person can mend; `str()` is one plain sentence saying what happened to what, and what to do."""


class ReadError(QuoteDeskError):
    """A file could not be read as an article."""


class DeskError(QuoteDeskError):
    """A desk could not be opened, written or checked."""
