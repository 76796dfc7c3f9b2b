"""Python source as a small tree, written so that a person can read it: in one line where it fits, else one argument a line."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import assert_never

from sladsl.node import node

WIDTH = 118


@node
class Call:
    """`arguments` with their keyword, "" for those by position."""

    function: str
    arguments: tuple[tuple[str, Code], ...]


@node
class Function:
    """A lambda of the scope `s`."""

    body: Code
    parameters: str = "s"


@node
class Listing:
    """A tuple, list or dictionary: entries with their key, "" for those without."""

    opening: str
    closing: str
    entries: tuple[tuple[str, Code], ...]


Code = str | Call | Function | Listing


def call(function: str, *arguments: Code, **named: Code | None) -> Call:
    """Named arguments that are None are left out."""
    given = tuple((name, code) for name, code in named.items() if code is not None)
    return Call(function, (*(("", code) for code in arguments), *given))


def tuple_of(entries: Iterable[Code]) -> Listing:
    return Listing("(", ")", tuple(("", one) for one in entries))


def dict_of(entries: Iterable[tuple[str, Code]]) -> Listing:
    return Listing("{", "}", tuple(entries))


def text(value: str) -> str:
    """A Python literal with double quotes."""
    body = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{body}"'


def texts(values: Iterable[str]) -> Listing:
    return tuple_of(text(value) for value in values)


def decimal(value: Fraction) -> str | None:
    """The digits of a finite decimal, None for another fraction."""
    rest, digits = value.denominator, 0
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest //= prime
            count += 1
        digits = max(digits, count)
    if rest != 1:
        return None
    scaled = abs(value.numerator) * 10**digits // value.denominator
    whole = f"{scaled:0{digits + 1}d}"
    sign = "-" if value < 0 else ""
    return sign + (f"{whole[:-digits]}.{whole[-digits:]}" if digits else whole)


def fraction(value: Fraction) -> str:
    return (
        f"Fraction({value.numerator})"
        if value.denominator == 1
        else f"Fraction({value.numerator}, {value.denominator})"
    )


# --- writing ---------------------------------------------------------------------------------------------------------------------


def one_line(code: Code) -> str:
    match code:
        case str():
            return code
        case Call():
            return f"{code.function}({', '.join(_argument(name, one_line(one)) for name, one in code.arguments)})"
        case Function():
            head = f"lambda {code.parameters}" if code.parameters else "lambda"
            return f"{head}: {one_line(code.body)}"
        case Listing():
            inner = ", ".join(f"{key}: {one_line(one)}" if key else one_line(one) for key, one in code.entries)
            comma = "," if code.opening == "(" and len(code.entries) == 1 else ""
            return f"{code.opening}{inner}{comma}{code.closing}"
        case _:
            assert_never(code)


def written(code: Code, indent: int, before: int = 0) -> str:
    """The source, whose first line starts after `before` characters and whose later lines stand at `indent` or deeper."""
    line = one_line(code)
    if before + len(line) <= WIDTH and "\n" not in line:
        return line
    match code:
        case str():
            return _parts(code, indent, before) if code.startswith('"') else code
        case Call():
            if not code.arguments:
                return line
            return _broken(
                f"{code.function}(",
                ")",
                tuple((f"{name}=" if name else "", one) for name, one in code.arguments),
                indent,
            )
        case Function():
            head = f"lambda {code.parameters}: " if code.parameters else "lambda: "
            return head + written(code.body, indent, before + len(head))
        case Listing():
            entries = tuple((f"{key}: " if key else "", one) for key, one in code.entries)
            return _broken(code.opening, code.closing, entries, indent)
        case _:
            assert_never(code)


def _parts(literal: str, indent: int, before: int) -> str:
    """A long text as several literals, one a line, which Python reads as one."""
    words = literal[1:-1].split(" ")
    lines: list[str] = []
    line = ""
    for word in words:
        room = WIDTH - (indent if lines else before) - 4
        if line and len(line) + len(word) > room:
            lines.append(line)
            line = ""
        line += word + " "
    lines.append(line[:-1])
    return ("\n" + " " * indent).join(f'"{one}"' for one in lines)


def _argument(name: str, value: str) -> str:
    return f"{name}={value}" if name else value


def _broken(opening: str, closing: str, entries: tuple[tuple[str, Code], ...], indent: int) -> str:
    inner = " " * (indent + 4)
    lines = [f"{inner}{head}{written(one, indent + 4, indent + 5 + len(head))}," for head, one in entries]
    return "\n".join([opening, *lines, " " * indent + closing])


def docstring(sentence: str, after: str = "") -> list[str]:
    """The lines of a docstring at indent 4: the contract's sentence as it stands, and where it stands."""
    lines = [line.strip() for line in sentence.strip().splitlines()] or [""]
    wrapped = [part for line in lines for part in _wrapped(line)]
    safe = [one.replace("\\", "\\\\").replace('"""', "'''") for one in [*wrapped, *([after] if after else [])]]
    if safe[0].startswith('"'):
        safe[0] = " " + safe[0]
    if len(safe) == 1:
        end = " " if safe[0].endswith('"') else ""
        return [f'    """{safe[0]}{end}"""']
    return [f'    """{safe[0]}', *(f"    {one}".rstrip() for one in safe[1:]), '    """']


def _wrapped(line: str) -> list[str]:
    found, rest = [], line
    while len(rest) > 108:
        cut = rest.rfind(" ", 0, 108)
        if cut <= 0:
            break
        found.append(rest[:cut])
        rest = rest[cut + 1 :]
    return [*found, rest]
