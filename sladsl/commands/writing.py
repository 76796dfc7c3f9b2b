"""Files are written all together or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from sladsl.commands.refusal import Refusal, unwritable


def write_all(files: Mapping[Path, bytes], *, no_longer: Collection[Path] = ()) -> None:
    """Writes every file, and removes those of the same folders that are `no_longer` wanted; if one cannot be written, all is as before.

    The content is first written in full to a temporary folder beside its place. A folder that does not exist yet appears with
    all its files at once. Raises `Refusal`.
    """
    stages: dict[Path, Path] = {}
    made: list[Path] = []
    done: list[tuple[Path, Path | None]] = []
    try:
        moves = _stage(files, stages, made)
        for n, path in enumerate(no_longer):
            _move(path, stages[path.parent] / f"no-longer-{n}", None)
            done.append((path, stages[path.parent] / f"no-longer-{n}"))
        for n, (source, target) in enumerate(moves):
            kept = source.parent / f"before-{n}" if target.exists() else None
            _move(source, target, kept)
            done.append((target, kept))
    except BaseException as problem:
        _put_back(done)
        _remove(stages.values(), made)
        if isinstance(problem, OSError):
            raise unwritable(next(iter(files)), problem) from None
        raise
    _remove(stages.values(), ())


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Makes a folder, which must be empty or not exist yet, with all files (by their path in it) at once. Raises `Refusal`."""
    made: list[Path] = []
    stage: Path | None = None
    try:
        _make_folders(folder.parent, made)
        stage = Path(tempfile.mkdtemp(prefix=".sladsl-", dir=folder.parent))
        new = stage / "new"
        for path, content in files.items():
            (new / path).parent.mkdir(parents=True, exist_ok=True)
            (new / path).write_bytes(content)
        os.replace(new, folder)
    except BaseException as problem:
        _remove([stage] if stage is not None else [], made)
        if isinstance(problem, OSError):
            raise unwritable(folder, problem) from None
        raise
    _remove([stage], ())


def write_new(path: Path, content: bytes) -> None:
    """Writes a file that must not exist yet, also where two do so at once. Raises `Refusal`."""
    made: list[Path] = []
    try:
        _make_folders(path.parent, made)
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise Refusal(f"{path} is already there; sladsl writes nothing over it.") from None
    except OSError as problem:
        _remove((), made)
        raise unwritable(path, problem) from None


def _stage(files: Mapping[Path, bytes], stages: dict[Path, Path], made: list[Path]) -> list[tuple[Path, Path]]:
    """All content on the disk, in a temporary folder for each folder (noted in `stages`), and what is to be moved where."""
    moves: list[tuple[Path, Path]] = []
    by_folder: dict[Path, dict[str, bytes]] = {}
    for path, content in files.items():
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "it is a folder", str(path))
        by_folder.setdefault(path.parent, {})[path.name] = content
    for folder, inside in by_folder.items():
        exists = folder.is_dir()
        if not exists:
            if folder.exists():
                raise NotADirectoryError(errno.ENOTDIR, "it is a file, not a folder", str(folder))
            _make_folders(folder.parent, made)
        # Within a folder that exists already: the folder above it may be another disk, or not ours to write to.
        stage = Path(tempfile.mkdtemp(prefix=".sladsl-", dir=folder if exists else folder.parent))
        stages[folder] = stage
        new = stage / "new"
        new.mkdir()
        for name, content in inside.items():
            (new / name).write_bytes(content)
            if (folder / name).exists():
                shutil.copymode(folder / name, new / name)
        moves += [(new / name, folder / name) for name in inside] if exists else [(new, folder)]
    return moves


def _move(source: Path, target: Path, kept: Path | None) -> None:
    """What stood at the target is `kept`, and is back there if the move fails."""
    if kept is not None:
        os.replace(target, kept)
    try:
        os.replace(source, target)
    except OSError:
        if kept is not None:
            os.replace(kept, target)
        raise


def _make_folders(folder: Path, made: list[Path]) -> None:
    missing = [above for above in (folder, *folder.parents) if not above.exists()]
    for above in reversed(missing):
        above.mkdir()
        made.append(above)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "it is a file, not a folder", str(folder))


def _put_back(done: Collection[tuple[Path, Path | None]]) -> None:
    """Everything that was moved goes back where it was; what cannot go back is left, and told by the error that led here."""
    for target, kept in reversed(list(done)):
        with contextlib.suppress(OSError):
            if kept is not None:
                os.replace(kept, target)
            elif target.is_dir():
                shutil.rmtree(target)
            else:
                target.unlink(missing_ok=True)


def _remove(stages: Collection[Path], made: Sequence[Path]) -> None:
    for folder in stages:
        shutil.rmtree(folder, ignore_errors=True)
    for folder in reversed(made):
        with contextlib.suppress(OSError):
            folder.rmdir()
