"""What the compiler says of an example of the manual."""

from __future__ import annotations

from sladsl.compiler import Checked, check
from sladsl.manual.around import around


def checked(example: str) -> Checked:
    return check(around(example), "example.sla", lambda name: None, {})
