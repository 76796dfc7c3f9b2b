"""What keeps a value, a row or a file from being read, before it has a place."""

from __future__ import annotations

from sladsl.node import node


@node
class Problem:
    """`expected` completes "expected ..."; `hint` is how to mend it, a whole sentence."""

    code: str
    expected: str
    hint: str = ""


def shown(text: str, most: int = 60) -> str:
    """The value in quotation marks, cut where it is long."""
    return f'"{text}"' if len(text) <= most else f'"{text[:most]}…"'


def listed(words: tuple[str, ...] | list[str], last: str = "or") -> str:
    """ "a, b or c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def nearest(word: str, words: tuple[str, ...] | list[str]) -> str | None:
    """The word that was probably meant, by letters alone."""
    import difflib  # only needed for findings

    by_small = {w.casefold(): w for w in words}
    close = difflib.get_close_matches(word.casefold(), list(by_small), n=1, cutoff=0.7)
    return by_small[close[0]] if close else None
