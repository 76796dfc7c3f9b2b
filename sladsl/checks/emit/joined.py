"""The runtime's modules as one text: imports between them stripped, those of the standard library gathered."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from textwrap import wrap

from sladsl.kept import kept

PARTS = (
    "answers",
    "numbers",
    "stretches",
    "clock",
    "contract",
    "almanac",
    "rows",
    "world",
    "named",
    "points",
    "lives",
    "limits",
    "windows",
    "documents",
    "acts",
    "comparing",
    "selections",
    "periods",
    "samples",
    "missing",
    "measures",
    "conditions",
    "results",
    "repeats",
    "duties",
    "fees",
    "amounts",
    "tables",
    "occasions",
    "units",
    "beyond",
    "consequences",
    "ledgers",
    "caps",
    "credits",
    "verdicts",
    "settlement",
    "statement",
    "files",
    "settle",
    "events",
    "command",
)
_NOISE = re.compile(r"  # (type: ignore\[[^]]*\]|fmt: skip)")
_RUNTIME = "sladsl.checks.emit.runtime"


@cache
def joined() -> tuple[tuple[str, ...], str, frozenset[str]]:
    """The import lines, the text of all parts under a heading each, and the names that they define."""
    sources = {part: files(_RUNTIME).joinpath(f"{part}.py").read_bytes() for part in PARTS}
    here = Path(__file__).read_bytes()
    found = kept(Path(__file__), here + b"".join(sources.values()), lambda: json.dumps(_joined(sources)).encode())
    imports, text, names = json.loads(found)
    return tuple(imports), text, frozenset(names)


def _joined(sources: Mapping[str, bytes]) -> tuple[list[str], str, list[str]]:
    plain: set[str] = set()
    named: dict[str, set[str]] = {}
    texts: list[str] = []
    names: dict[str, str] = {}
    for part in PARTS:
        source = sources[part].decode()
        tree = ast.parse(source)
        lines = source.splitlines()
        dropped: set[int] = set()
        for node in tree.body:
            if isinstance(node, ast.Import):
                plain |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                if node.module and not node.module.startswith(_RUNTIME) and node.module != "__future__":
                    named.setdefault(node.module, set()).update(alias.name for alias in node.names)
            else:
                for name in _defined(node):
                    if name in names:
                        raise ValueError(f"{part}.py and {names[name]}.py both define {name}")
                    names[name] = part
                continue
            dropped |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
        doc = ast.get_docstring(tree) or ""
        first = tree.body[0]
        dropped |= set(range(first.lineno, (first.end_lineno or first.lineno) + 1))
        told = _docstring_lines(tree) | {
            number for number, line in enumerate(lines, 1) if line.lstrip().startswith("# ---")
        }
        lines = [_NOISE.sub("", line) for line in lines]
        kept = [
            _wrapped(line) if number in told else line for number, line in enumerate(lines, 1) if number not in dropped
        ]
        body = "\n".join(kept).strip("\n")
        heading = "\n".join(_wrapped(f"# {line}".rstrip(), "# ") for line in doc.splitlines())
        texts.append(f"# {'=' * 116}\n{heading}\n# {'=' * 116}\n\n\n{body}\n")
    imports = [f"import {name}" for name in sorted(plain)]
    imports += [_import_line(module, sorted(some)) for module, some in sorted(named.items())]
    taken = set(names) | {"s", "at"} | plain | set().union(*named.values())
    return imports, "\n\n".join(texts), sorted(taken)


def _docstring_lines(tree: ast.Module) -> set[int]:
    """The numbers of the lines on which docstrings stand."""
    found: set[int] = set()
    rooms: list[ast.Module | ast.ClassDef | ast.FunctionDef] = [tree]
    while rooms:
        body = rooms.pop().body
        rooms += [node for node in body if isinstance(node, ast.ClassDef | ast.FunctionDef)]
        for node in body:
            if (
                isinstance(node, ast.Expr)
                and isinstance(node.value, ast.Constant)
                and isinstance(node.value.value, str)
            ):
                found |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return found


def _wrapped(line: str, start: str = "") -> str:
    """A long line of words on two lines, with the same indent."""
    if len(line) <= 116:
        return line
    if line.lstrip().startswith("# ---"):
        return line[:116]
    indent = " " * (len(line) - len(line.lstrip()))
    return "\n".join(wrap(line, 116, subsequent_indent=indent + start, break_long_words=False, break_on_hyphens=False))


def _defined(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [name.id for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name)]
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return [node.target.id]
    return []


def _import_line(module: str, names: list[str]) -> str:
    return f"from {module} import {', '.join(names)}"
