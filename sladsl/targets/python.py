"""The stand-alone module, as a target: the one that keeps everything."""

from __future__ import annotations

from sladsl.checks.emit import emit
from sladsl.checks.plan import Plan
from sladsl.model.duties import Declared, Duty, Retain
from sladsl.targets.fidelity import Fidelity, whole
from sladsl.targets.target import Made, Target, Wanted


def make(plan: Plan, wanted: Wanted) -> Made:
    fidelity = Fidelity(whole(plan))
    for part in whole(plan):
        if isinstance(part, Duty) and isinstance(part.kind, Declared | Retain):
            fidelity.left_out(part, "no record shows whether it is done, so that no statement tells it")
        else:
            fidelity.exact(part)
    return Made({"checks.py": emit(plan).encode()}, fidelity.list())


TARGET = Target("python", "a program of one file that settles records without sladsl", make)
