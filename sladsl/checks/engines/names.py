"""The engines by the names under which they are asked for."""

from __future__ import annotations

from enum import StrEnum


class Engine(StrEnum):
    AUTO = "auto"
    EXACT = "exact"
    DUCKDB = "duckdb"
