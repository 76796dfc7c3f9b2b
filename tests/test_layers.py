"""Imports only go down the flow: source → syntax → model → plan → checks, documents → commands. Each library has its one room."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "sladsl"

ROOMS = {
    "findings": 0,
    "kept": 0,
    "node": 0,
    "time": 0,
    "interpretation": 0,
    "syntax": 1,
    "model": 2,
    "records": 3,
    "checks": 4,
    "ambiguity": 5,
    "audit": 5,
    "prose": 5,
    "manual": 6,
    "targets": 6,
    "digest": 6,
    "documents": 6,
    "report": 6,
    "compiler": 7,
    "library": 8,
    "questions": 8,
    "settling": 8,
    "exposure": 10,
    "casebook": 9,
    "worked_examples": 8,
    "publishing": 9,
    "stating": 9,
    "targeting": 9,
    "watching": 9,
    "verifying": 10,
    "starter": 9,
    "commands": 11,
    "cli": 12,
    "__main__": 13,
}
"""Each room may import rooms of its own height or below."""


LIBRARIES = {
    "lark": {"syntax"},
    "jinja2": {"documents"},
    "duckdb": {"checks", "records"},  # records: only to read Parquet
    "sqlglot": {"checks"},
    "pyspark": {"checks"},
    "typer": {"cli", "commands"},
    "rich": {"cli", "commands"},
    "holidays": {"time"},
    "docx": {"documents", "prose"},
    "markdown_it": {"prose"},
    "typst": {"documents"},
    "pypdf": {"documents"},
    "yaml": {"targets"},
}


def modules() -> list[Path]:
    found = sorted(PACKAGE.rglob("*.py"))
    assert len(found) > 80
    return found


def nodes_of(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text("utf-8"))))


def imported(nodes: list[ast.AST]) -> set[str]:
    names: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def room(path: Path) -> str:
    inside = path.relative_to(PACKAGE).parts
    return inside[0].removesuffix(".py")


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_down_and_no_float_stands_between_record_and_amount(path: Path) -> None:
    here, nodes = room(path), nodes_of(path)
    if here != "__init__":
        imports_go_down(path, here, imported(nodes))
    if here not in ("cli", "commands", "report"):
        no_float_stands_in(path, nodes)


def imports_go_down(path: Path, here: str, names: set[str]) -> None:
    assert here in ROOMS, f"{here} is a room that no one has placed: add it to ROOMS"
    for name in names:
        parts = name.split(".")
        if parts[0] == "sladsl" and len(parts) > 1 and parts[1] in ROOMS:
            assert ROOMS[parts[1]] <= ROOMS[here], f"{path}: {here} imports {parts[1]}, which stands above it"
        if parts[0] in LIBRARIES:
            assert here in LIBRARIES[parts[0]], f"{path}: {parts[0]} belongs to {LIBRARIES[parts[0]]}"


def no_float_stands_in(path: Path, nodes: list[ast.AST]) -> None:
    # how near a misspelt name must be to be suggested counts nothing
    near = {id(node.value) for node in nodes if isinstance(node, ast.keyword) and node.arg == "cutoff"}
    for node in nodes:
        if isinstance(node, ast.Constant):
            assert not isinstance(node.value, float) or id(node) in near, f"{path}:{node.lineno} has a binary float"
        elif isinstance(node, ast.Call):
            is_call = isinstance(node.func, ast.Name) and node.func.id == "float"
            assert not is_call or id(node) in near, f"{path}:{node.lineno} calls float"


@pytest.mark.parametrize("room", ["ambiguity", "prose"])
def test_a_rule_imports_no_other_rule(room: str) -> None:
    rules = sorted((PACKAGE / room / "rules").glob("*.py"))
    assert len(rules) > 5
    names = {rule.stem for rule in rules}
    for rule in rules:
        for name in imported(nodes_of(rule)):
            if name.startswith(f"sladsl.{room}.rules."):
                assert name.split(".")[3] not in names - {"__init__"}, f"{rule.name} imports {name}"


def test_the_top_level_holds_what_it_should() -> None:
    import subprocess

    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    top = {name.split("/")[0] for name in listed if not name.startswith(".")}
    assert top <= {"sladsl", "grammar", "examples", "tests", "docs", "pyproject.toml", "README.md"}
