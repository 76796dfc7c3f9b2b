"""What ends a command before it has a result, in a sentence: a file that cannot be read, options that make no sense, a bug."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class Refusal(Exception):
    """The sentence to print. The exit code is 2."""


def because(problem: OSError) -> str:
    """The reason that the system gives, as the end of a sentence."""
    return problem.strerror.lower() if problem.strerror else type(problem).__name__


def unwritable(path: Path, problem: OSError) -> Refusal:
    return Refusal(f"{problem.filename or path} cannot be written: {because(problem)}. Nothing was written.")


def explained(problem: Exception, words: Sequence[str]) -> str:
    """What to say of whatever ended the command with these words. What is not foreseen is a bug, and says so."""
    match problem:
        case Refusal():
            return str(problem)
        case OSError():
            return f"{problem.filename or 'A file'} cannot be read or written: {because(problem)}."
        case RecursionError() | MemoryError():
            return "The contract or its records are too large for this computer, or nested too deeply."
        case _:
            return _bug(problem, words)


def _bug(bug: Exception, words: Sequence[str]) -> str:
    import shlex

    place = bug.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f" ({Path(place.tb_frame.f_code.co_filename).name}, line {place.tb_lineno})" if place is not None else ""
    return (
        f"This is a bug of sladsl, not of your contract. It came up in: sladsl {shlex.join(words)}\n"
        f"Please report it with these words: {type(bug).__name__}: {bug}{where}"
    )
