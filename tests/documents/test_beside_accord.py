"""What `docs/beside-accord.md` quotes of our document stands in it, under that number."""

from __future__ import annotations

import re
from pathlib import Path

import sladsl
from tests.documents.test_formats import folded, rendered

ROOT = Path(__file__).parents[2]


def test_what_is_quoted_is_said() -> None:
    contract = ROOT / "tests" / "corpus" / "accord_project_sla.sla"
    text = folded(rendered(sladsl.render(contract.read_text("utf-8"), "md", file=str(contract))).text)
    page = (ROOT / "docs" / "beside-accord.md").read_text("utf-8")
    quoted = [one for line in page.splitlines() if line.startswith("| ") for one in re.findall("“(.+?)”", line)]
    assert len(quoted) > 12
    assert [one for one in quoted if one not in text] == []
