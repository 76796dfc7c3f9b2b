"""All files are written or none, also when the disk fails half-way."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from sladsl.commands.refusal import Refusal
from sladsl.commands.writing import write_all, write_new


def tree(folder: Path) -> dict[str, bytes | None]:
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else None for p in folder.rglob("*")}


@pytest.fixture
def failing_at(monkeypatch: pytest.MonkeyPatch):
    """Makes the nth move of a file fail, as a full disk or a file that is in use does."""

    def fail(nth: int) -> None:
        moves = iter(range(1, 1000))
        move = os.replace

        def replace(source: Path, target: Path) -> None:
            if next(moves) == nth:
                raise OSError(errno.ENOSPC, "No space left on device", str(target))
            move(source, target)

        monkeypatch.setattr(os, "replace", replace)

    return fail


@pytest.mark.parametrize("nth", range(1, 6))
def test_a_failure_half_way_leaves_everything_as_it_was(tmp_path, failing_at, nth):
    out = tmp_path / "out"
    out.mkdir()
    for name in ("a", "old"):
        (out / name).write_bytes(b"before")
    before = tree(tmp_path)
    failing_at(nth)
    with pytest.raises(Refusal, match=r"no space left on device\. Nothing was written\."):
        write_all({out / "a": b"new", out / "b": b"new", tmp_path / "aside": b"new"}, no_longer=[out / "old"])
    assert tree(tmp_path) == before


def test_without_a_failure(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "a").write_bytes(b"before")
    (out / "old").write_bytes(b"before")
    write_all({out / "a": b"new", out / "b": b"new", tmp_path / "aside": b"new"}, no_longer=[out / "old"])
    assert tree(tmp_path) == {"out": None, "out/a": b"new", "out/b": b"new", "aside": b"new"}


@pytest.mark.parametrize("nth", [1, 2])
def test_a_failure_leaves_no_folder_behind(tmp_path, failing_at, nth):
    failing_at(nth)
    with pytest.raises(Refusal):
        write_all({tmp_path / "a" / "b" / "x": b"new", tmp_path / "c" / "y": b"new"})
    assert tree(tmp_path) == {}


def test_a_new_folder_can_be_read_by_others_as_any_folder(tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    write_all({tmp_path / "out" / "a": b"new"})
    assert (tmp_path / "out").stat().st_mode == other.stat().st_mode


def test_a_file_keeps_its_mode(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"before")
    path.chmod(0o600)
    write_all({path: b"new"})
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_may_not_be_written(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(Refusal, match="permission denied"):
            write_all({tmp_path / "a": b"new"})
    finally:
        tmp_path.chmod(0o700)


def test_a_new_file_is_never_written_over(tmp_path):
    write_new(tmp_path / "x" / "a", b"one")
    with pytest.raises(Refusal, match="already there"):
        write_new(tmp_path / "x" / "a", b"two")
    assert (tmp_path / "x" / "a").read_bytes() == b"one"
