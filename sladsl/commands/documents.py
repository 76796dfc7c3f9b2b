"""The options of commands that write documents."""

from __future__ import annotations

import io
import zipfile
from contextlib import nullcontext
from pathlib import Path

from sladsl.commands.refusal import Refusal
from sladsl.documents import FORMATS


def document_formats(told: str) -> tuple[str, ...]:
    """The names in an option such as "docx,pdf". Refused: none, or one that there is not."""
    names = tuple(name.strip().lower() for name in told.split(",") if name.strip())
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        what = f'There is no format "{unknown[0]}"' if unknown else "--document names no format"
        raise Refusal(f"{what}; there are {', '.join(FORMATS)}.")
    return names


def house_file(path: Path | None) -> bytes | None:
    """The file of a firm's own styles. Refused: what is no Word file."""
    if path is None:
        return None
    try:
        content = path.read_bytes()
    except OSError as wrong:
        raise Refusal(f"{path} cannot be read: {wrong.strerror}.") from None
    with zipfile.ZipFile(io.BytesIO(content)) if zipfile.is_zipfile(io.BytesIO(content)) else nullcontext() as packed:
        if packed is None or "word/document.xml" not in packed.namelist():
            raise Refusal(f"{path} is no Word file; --reference-doc wants a .docx with the styles to use.")
    return content
