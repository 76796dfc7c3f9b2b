"""What must stand in a text for a pattern to be found in it, told from the pattern's own letters.

A pattern takes milliseconds to compile, and most are for words that most texts do not have. This reads the few forms of patterns that rules
use; where it is not sure, it asks for nothing, and the pattern is tried.
"""

from __future__ import annotations

from functools import lru_cache

Hints = tuple[frozenset[str], ...]
"""Of each set, one of the texts must be there, in small letters."""
_LEAST = 2


def hints(pattern: str) -> Hints:
    """Of a regular expression without flags of its own."""
    reader = _Reader(pattern)
    found = reader.choice()
    return tuple(found) if reader.at == len(pattern) else ()


def may_hold(text: str, wanted: Hints) -> bool:
    """False only where the pattern cannot be found in the text."""
    if not wanted:
        return True
    folded = _folded(text)
    return all(any(one in folded for one in some) for some in wanted)


@lru_cache(maxsize=256)
def _folded(text: str) -> str:
    return text.casefold().replace("ı", "i")  # which a pattern without regard to case takes for an i


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.text = pattern
        self.at = 0

    def choice(self) -> list[frozenset[str]]:
        """Of alternatives: one set that holds for any of them; all of the only one."""
        found = [self._sequence()]
        while self._here() == "|":
            self.at += 1
            found.append(self._sequence())
        if len(found) == 1:
            return found[0]
        best = [max(one, key=_worth, default=None) for one in found]
        return [frozenset().union(*(one for one in best if one is not None))] if all(best) else []

    def _sequence(self) -> list[frozenset[str]]:
        found: list[frozenset[str]] = []
        run = ""

        def end() -> None:
            nonlocal run
            if len(run) >= _LEAST:
                found.append(frozenset({run}))
            run = ""

        while self.at < len(self.text) and self._here() not in "|)":
            letter = self._here()
            if letter == "(":
                end()
                inside = self._group()
                if not self._optional():
                    found += inside
            elif letter.isascii() and letter.isalnum():
                self.at += 1
                if self._here() in ("?", "*", "{"):
                    end()
                    self._optional()
                else:
                    run += letter.lower()
                    if self._here() == "+":
                        end()
                        self.at += 1
            else:
                end()
                self._other()
                self._optional()
        end()
        return found

    def _group(self) -> list[frozenset[str]]:
        """Of what is looked for ahead or behind nothing is asked."""
        self.at += 1
        around = self.text.startswith(("?=", "?!", "?<=", "?<!"), self.at)
        if self.text.startswith("?P<", self.at):
            self.at = self.text.index(">", self.at) + 1
        elif self.text.startswith("?:", self.at):
            self.at += 2
        elif around:
            self.at += 3 if self.text.startswith("?<", self.at) else 2
        elif self._here() == "?":
            self.at = len(self.text) + 1  # a form that is not known here
            return []
        inside = self.choice()
        self.at += 1
        return [] if around else inside

    def _other(self) -> None:
        """Passes one class, escape or sign."""
        if self._here() == "[":
            self.at += 2 if self.text.startswith(("[]", "[^"), self.at) else 1
            self.at += self._here() == "]"
            while self._here() not in ("]", ""):
                self.at += 2 if self._here() == "\\" else 1
            self.at += 1
        else:
            self.at += 2 if self._here() == "\\" else 1

    def _optional(self) -> bool:
        """Passes a quantifier; whether what it follows may be missing."""
        sign = self._here()
        if sign == "{" and self.text[self.at + 1 : self.at + 2].isdigit():
            missing = self.text.startswith("{0", self.at)
            self.at = self.text.index("}", self.at) + 1
        elif sign in ("?", "*", "+") and sign:
            missing = sign != "+"
            self.at += 1
        else:
            return False
        if self._here() in ("?", "+") and self._here():
            self.at += 1
        return missing

    def _here(self) -> str:
        return self.text[self.at] if self.at < len(self.text) else ""


def _worth(some: frozenset[str]) -> int:
    return min(len(one) for one in some)
