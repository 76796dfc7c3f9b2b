"""What ends a command before it has begun: a file that cannot be read or written, options that make no sense."""

from __future__ import annotations

from pathlib import Path


class Refusal(Exception):
    """The sentence to print. The exit code is 2."""


def because(problem: OSError) -> str:
    """The reason that the system gives, as the end of a sentence."""
    return problem.strerror.lower() if problem.strerror else type(problem).__name__


def unwritable(path: Path, problem: OSError) -> Refusal:
    return Refusal(f"{problem.filename or path} cannot be written: {because(problem)}. Nothing was written.")
