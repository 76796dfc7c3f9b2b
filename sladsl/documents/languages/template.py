"""Templates: how a language says a phrase, or a word, of the contract. The package says how they are written."""

from __future__ import annotations

import re
from typing import TypeAlias

from sladsl.node import node


@node
class Slot:
    """`nth`: of the parts that fit, 0 for the first that is still free. `many`: "", "?" for one that need not be there, "*" for all that are left,
    "&" and "/" for all as an enumeration with "and" or "or". `forms`: what is said instead of a verb in the singular and in the plural."""

    name: str
    nth: int = 0
    many: str = ""
    features: tuple[str, ...] = ()
    forms: tuple[str, str] | None = None


@node
class Inflected:
    """A word of the paradigms, in the form that the features ask for, and in the class of a slot if one is named."""

    word: str
    agrees: str = ""
    features: tuple[str, ...] = ()


@node
class Group:
    """With `conditions`: said if one of them stands in the phrase, else `otherwise`. Without: said if all its slots are filled."""

    conditions: tuple[str, ...]
    body: Body
    otherwise: Body = ()


@node
class Swap:
    """Two pieces that change places where the order is turned round."""

    first: Body
    second: Body


Piece: TypeAlias = str | Slot | Inflected | Group | Swap
Body: TypeAlias = tuple[Piece, ...]


@node
class Template:
    """`present` and `absent`: what must and must not stand in the phrase; `features`: the form that it is for; `agrees`: the slot whose
    class the words of the template take; `of_class`: the class of the whole, "" for that of `agrees`; `whole`: it says all that the keywords of
    the phrase say, however it is written; `place`: file and line."""

    kind: str
    present: tuple[str, ...]
    absent: tuple[str, ...]
    features: tuple[str, ...]
    agrees: str
    of_class: str
    whole: bool
    body: Body
    place: str


class Malformed(ValueError):
    """A line that is no template; the message says where and why."""


def templates_of(text: str, file: str) -> list[Template]:
    """The templates of a file. Malformed: where a line is none."""
    lines: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line[0].isspace() and lines:
            lines[-1] = (lines[-1][0], f"{lines[-1][1]} {line.strip()}")
        else:
            lines.append((number, line.strip()))
    return [_template(line, f"{file}:{number}") for number, line in lines]


_SLOT = re.compile(r"(\*|\w+)(?:\.(\d+))?([?*&/]?)(?::([\w.]+))?(?:\|([^|]*)\|([^|]*))?")
_INFLECTED = re.compile(r"@(\w+)(?:~(\w+(?:\.\d+)?))?(?::([\w.]+))?")


def _template(line: str, place: str) -> Template:
    head, equals, body = line.partition(" =")
    if not equals:
        raise Malformed(f"{place}: no ' =' between a phrase and its wording")
    kind, *rest = head.split()
    present, absent, features = [], [], []
    agrees = of_class = ""
    whole = False
    for mark in rest:
        match mark[0]:
            case "+":
                present.append(mark[1:])
            case "-":
                absent.append(mark[1:])
            case ":":
                features.extend(mark[1:].split("."))
            case "*":
                whole = True
            case "~":
                agrees = mark[1:]
            case "!":
                of_class = mark[1:]
            case _:
                raise Malformed(f"{place}: {mark!r} begins with none of + - : ~ ! *")
    scanner = _Scanner(body.strip(), place)
    found = scanner.body("")
    return Template(kind, tuple(present), tuple(absent), tuple(features), agrees, of_class, whole, found, place)


class _Scanner:
    def __init__(self, text: str, place: str) -> None:
        self.text, self.place, self.at = text, place, 0

    def body(self, stops: str) -> Body:
        """Up to one of the characters of `stops`, which is not taken."""
        found: list[Piece] = []
        while self.at < len(self.text) and self.text[self.at] not in stops:
            match self.text[self.at]:
                case "{":
                    found.append(self._slot())
                case "<":
                    found.append(self._group())
                case "[":
                    self.at += 1
                    first = self.body("|")
                    self._take("|")
                    second = self.body("]")
                    self._take("]")
                    found.append(Swap(first, second))
                case "@":
                    match = _INFLECTED.match(self.text, self.at)
                    if match is None:
                        raise self._wrong("'@' before no word")
                    self.at = match.end()
                    found.append(Inflected(match[1], match[2] or "", tuple(match[3].split(".")) if match[3] else ()))
                case "}" | ">" | "]":
                    raise self._wrong(f"{self.text[self.at]!r} closes nothing")
                case _:
                    end = self.at
                    while end < len(self.text) and self.text[end] not in "{<[@}>]" + stops:
                        end += 1
                    found.append(self.text[self.at : end])
                    self.at = end
        return tuple(found)

    def _slot(self) -> Slot:
        end = self.text.find("}", self.at)
        match = _SLOT.fullmatch(self.text[self.at + 1 : end].strip()) if end > 0 else None
        if match is None:
            raise self._wrong("a slot that cannot be read")
        self.at = end + 1
        name, nth, many, features, one, more = match.groups()
        forms = (one, more) if one is not None else None
        return Slot(name, int(nth or 0), many, tuple(features.split(".")) if features else (), forms)

    def _group(self) -> Group:
        self.at += 1
        named = re.compile(r"([\w,]+)\|").match(self.text, self.at)
        if named:
            self.at = named.end()
        body = self.body("|>" if named else ">")
        otherwise: Body = ()
        if named and self.at < len(self.text) and self.text[self.at] == "|":
            self.at += 1
            otherwise = self.body(">")
        if not named and any(isinstance(piece, str) and "|" in piece for piece in body):
            raise self._wrong("a group with '|' whose condition is no word")
        self._take(">")
        return Group(tuple(named[1].split(",")) if named else (), body, otherwise)

    def _take(self, character: str) -> None:
        if self.text[self.at : self.at + 1] != character:
            raise self._wrong(f"no {character!r}")
        self.at += 1

    def _wrong(self, what: str) -> Malformed:
        return Malformed(f"{self.place}: {what} at {self.text[self.at : self.at + 30]!r}")
