"""A folder to write record files into."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sladsl.findings import Finding
from sladsl.records.read import read_records
from sladsl.records.table import Records
from tests.records.record_schema import SCHEMA

Read = Callable[..., tuple[Records, tuple[Finding, ...]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Writes the files given by name, reads the folder."""

    def run(
        files: dict[str, str | bytes], zone: str = "Europe/London", **options: Any
    ) -> tuple[Records, tuple[Finding, ...]]:
        for name, text in files.items():
            (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_records(tmp_path, SCHEMA, zone, "GBP", **options)

    return run


@pytest.fixture
def codes() -> Callable[[tuple[Finding, ...]], list[str]]:
    return lambda findings: [finding.code for finding in findings]
