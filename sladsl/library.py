"""Where the texts are found that a text names: in its own folder."""

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
