"""A target: what other programs read, made of the plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field

from sladsl.checks.plan import Plan
from sladsl.node import node
from sladsl.targets.fidelity import Said


@node
class Wanted:
    """`fingerprint`: the SHA-256 of the contract's text. `dialect`: of SQL, for the target that writes it."""

    fingerprint: str = ""
    dialect: str = "duckdb"


@node
class Made:
    """Files by name, without folders, and what becomes of each part of the agreement that the target speaks of."""

    files: Mapping[str, bytes]
    fidelity: tuple[Said, ...]


@node
class Target:
    """`about` says in one line what it gives, `needs` which other targets its files need beside them. `make` is pure and never fails: what
    cannot be said is in the list of fidelity. The plan has no open words (`wording/…`)."""

    name: str
    about: str
    make: Callable[[Plan, Wanted], Made]
    needs: tuple[str, ...] = field(default=())
