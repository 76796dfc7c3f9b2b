"""Agreements of the examples, as they are checked, with the facts of their plans."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sladsl.compiler import Checked, check
from sladsl.digest import Digest, digest_of

ROOT = Path(__file__).parents[2]
CORPUS = sorted(ROOT.glob("examples/*/*.sla")) + sorted(ROOT.glob("tests/corpus/*.sla"))


@cache
def checked(name: str) -> Checked:
    """Of "examples/managed-hosting/contract.sla"."""
    path = ROOT / name
    return check(path.read_text("utf-8"), name, lambda other: _read(path.parent / other), {})


@cache
def digest(name: str) -> Digest:
    plan = checked(name).plan
    assert plan is not None
    return digest_of(plan)


def _read(path: Path) -> str | None:
    return path.read_text("utf-8") if path.exists() else None
