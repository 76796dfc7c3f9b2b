from __future__ import annotations

from enum import StrEnum


class Template(StrEnum):
    """The contracts to start from; each is a file of `sladsl.starter`."""

    AVAILABILITY = "availability"
    SUPPORT = "support"
