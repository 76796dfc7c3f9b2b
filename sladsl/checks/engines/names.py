"""The engines by the names under which they are asked for."""

from __future__ import annotations

from enum import StrEnum


class Engine(StrEnum):
    AUTO = "auto"
    EXACT = "exact"
    DUCKDB = "duckdb"
    SPARK = "spark"


class Dialects(StrEnum):
    """Of the target sql."""

    DUCKDB = "duckdb"
    SPARK = "spark"
    POSTGRES = "postgres"
    SNOWFLAKE = "snowflake"
    TRINO = "trino"
    CLICKHOUSE = "clickhouse"


class EngineMissing(Exception):
    """The engine is not installed, or does not start; the text says what to do."""
