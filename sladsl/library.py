"""Where files are found that a text names, or that a firm keeps for its documents: in one folder, and nowhere else."""

from __future__ import annotations

from pathlib import Path

from sladsl.compiler import Reader


def beside(file: str) -> Reader:
    """Reads agreements from the folder of `file`; nothing outside that folder is read."""

    def read(name: str) -> str | None:
        folder = Path(file).resolve().parent
        wanted = (folder / name).resolve()
        if wanted.parent != folder or not wanted.is_file():
            return None
        try:
            return wanted.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    return read


def files_in(folder: Path) -> dict[str, bytes]:
    """The files of a folder by name, without those of folders within. OSError: one cannot be read."""
    return {entry.name: entry.read_bytes() for entry in sorted(folder.iterdir()) if entry.is_file()}
