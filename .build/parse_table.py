"""Builds the parse table into the package, for the wheel and for an editable install; both then start without Lark."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

TABLE = "sladsl/syntax/table.bin"


class ParseTableHook(BuildHookInterface[Any]):
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        beside, inside = root / "grammar" / "sladsl.lark", root / "sladsl" / "grammar" / "sladsl.lark"
        grammar = (beside if beside.exists() else inside).read_text(encoding="utf-8")
        target = root / TABLE
        build = _load(root / "sladsl" / "syntax" / "build.py")
        if not target.exists() or build.stamp(grammar) not in target.read_text(encoding="utf-8")[:100]:
            target.write_text(build.build_table(grammar), encoding="utf-8")
        # The table is ignored by git, and hatchling leaves out what git ignores unless it is told.
        build_data["artifacts"].append(TABLE)


def _load(path: Path) -> ModuleType:
    """A module by its path: importing the package would need everything that it depends on."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
