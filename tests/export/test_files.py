import os
from pathlib import Path

import pytest

from quotedesk.errors import QuoteDeskError
from quotedesk.export import files


def test_it_replaces_what_was_there_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(b"old")
    files.save(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "target")
    files.save(tmp_path / "link", b"new")
    assert (tmp_path / "target").read_bytes() == b"new" and (tmp_path / "link").is_symlink()


@pytest.mark.parametrize("name", ["", "missing/sheet.csv"])
def test_an_unwritable_target_is_one_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(QuoteDeskError) as error:
        files.save(tmp_path / name, b"new")
    assert str(error.value).endswith(".") and "\n" not in str(error.value)
    assert not any(tmp_path.iterdir())


def test_a_write_protected_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(QuoteDeskError, match="write-protected"):
        files.save(path, b"new")
    assert path.read_bytes() == b"old"


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(QuoteDeskError, match="no space left on device"):
        files.save(path, b"new")
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]
