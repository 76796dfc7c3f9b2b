"""Contracts that say themselves what is to be found in them: `// error: N001` on the line, or on a line of its own just before it.

Lines without a mark are silent. A mark on the title stands for findings without a place.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from sladsl.compiler import check
from sladsl.findings import Finding

CASES = sorted((Path(__file__).parent / "cases" / "findings").glob("*.sla"))
MARK = re.compile(r"//\s*((?:(?:error|warning|info): [A-Z][0-9]{3}(?:, )?)+)\s*$")
ONE = re.compile(r"(error|warning|info): ([A-Z][0-9]{3})")


def marked(text: str) -> Counter[tuple[int, str, str]]:
    """Line, severity and code of each mark."""
    found: Counter[tuple[int, str, str]] = Counter()
    waiting: list[tuple[str, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        mark = MARK.search(line)
        told = ONE.findall(mark[1]) if mark else []
        if mark and not line[: mark.start()].strip():
            waiting += told
            continue
        found.update((number, severity, code) for severity, code in (*waiting, *told))
        waiting = []
    return found


def seen(findings: tuple[Finding, ...]) -> Counter[tuple[int, str, str]]:
    return Counter((f.place.line if f.place else 1, f.severity.value, f.code) for f in findings)


def test_there_are_cases() -> None:
    assert len(CASES) >= 8
    assert sum(marked(case.read_text("utf-8")).total() for case in CASES) >= 60


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_each_mark_is_found_and_nothing_else(case: Path) -> None:
    text = case.read_text("utf-8")
    found = check(text, case.name, lambda name: None, {}).findings
    surplus, missing = seen(found) - marked(text), marked(text) - seen(found)
    told = {(f.place.line if f.place else 1, f.code): f.message for f in found}
    assert [f"{line}: {severity} {code}: {told[line, code]}" for line, severity, code in surplus] == []
    assert [f"{line}: {severity} {code} is not found" for line, severity, code in missing] == []
