"""The ledger of statements: a settlement is added to it, and it is verified."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from sladsl.commands import options
from sladsl.commands.help import PlainCommand, PlainGroup
from sladsl.commands.refusal import Refusal, because
from sladsl.commands.showing import Format

_VERIFY = """
Entries that are cut off at the end leave no trace in what is left of the file. With --last, that is found, too: give the seal that was
printed when the last entry was added.

Examples:
  sladsl ledger verify statements.jsonl
  sladsl ledger verify statements.jsonl --last 4f0c2d6b
"""


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(cls=PlainGroup, no_args_is_help=True, rich_markup_mode=None, add_completion=False)
    group.callback(help="Say whether a ledger of statements is what was written to it.")(_ledger)
    group.command(cls=PlainCommand, short_help="Find any later change of a ledger.", epilog=_VERIFY)(verify)
    app.add_typer(group, name="ledger", short_help="Find any later change of a ledger of statements.")


def _ledger() -> None:
    pass


def verify(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="The ledger that `sladsl settle --ledger` writes.", show_default=False),
    ],
    last: Annotated[
        str | None,
        typer.Option(
            "--last",
            metavar="SEAL",
            help="The seal of the last entry, or its first 8 characters or more, as it was noted elsewhere.",
            show_default=False,
        ),
    ] = None,
    format: options.As = Format.TEXT,
) -> None:
    """Find any change of a ledger since its entries were written: which entry, and what in it."""
    from sladsl.commands.verify_ledger import run_verify_ledger

    raise typer.Exit(run_verify_ledger(file, last, format))


def ledger_bytes(file: Path, *, missing: bytes | None = None) -> bytes:
    """What the file holds; `missing` where there is none. Raises `Refusal`."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        if missing is not None:
            return missing
        raise Refusal(f"There is no ledger {file}.") from None
    except OSError as problem:
        raise Refusal(f"{file} cannot be read: {because(problem)}.") from None


@contextmanager
def alone_with(file: Path) -> Iterator[None]:
    """No other settlement adds to a ledger of this folder meanwhile, on systems that can lock (all but Windows)."""
    try:
        import fcntl
        import os
    except ImportError:  # pragma: no cover
        yield
        return
    folder = next(above for above in file.absolute().parents if above.exists())
    try:
        held = os.open(folder, os.O_RDONLY)
    except OSError as problem:
        raise Refusal(f"{file} cannot be written: {because(problem)}.") from None
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)
