"""What is worked out from files of this package alone is kept beside Python's bytecode, under the same rules: where Python writes none, or
cannot, it is worked out anew each time."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path
from tempfile import NamedTemporaryFile

_STAMP = 32
"""Bytes of a SHA-256."""


def kept(beside: Path, of: bytes, make: Callable[[], bytes]) -> bytes:
    """What `make` gives, or has given for the same `of`; kept by the name `beside`, which need not be there itself."""
    stamp = sha256(of).digest()
    found = read(beside)
    if found is not None and found[:_STAMP] == stamp:
        return found[_STAMP:]
    made = make()
    write(beside, stamp + made)
    return made


def read(beside: Path) -> bytes | None:
    """None where nothing is kept."""
    try:
        return _place(beside).read_bytes()
    except (OSError, NotImplementedError):
        return None


def write(beside: Path, content: bytes) -> None:
    """Whole or not at all, so that two programs at once do no harm."""
    if sys.dont_write_bytecode:
        return
    try:
        place = _place(beside)
        place.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=place.parent, delete=False) as part:
            part.write(content)
        os.replace(part.name, place)
    except (OSError, NotImplementedError):
        return


def _place(beside: Path) -> Path:
    """Of this version of Python, as what is kept may be its bytecode."""
    return Path(cache_from_source(str(beside))).with_suffix(".kept")
