from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from sladsl.commands.refusal import Refusal
from sladsl.commands.templates import Template
from sladsl.commands.writing import write_new


def run_new(target: Path, template: Template) -> int:
    """Writes a first contract: to the file, or as contract.sla into the folder, which is made if there is none."""
    path = target if target.suffix == ".sla" and not target.is_dir() else target / "contract.sla"
    if path.parent.exists() and not path.parent.is_dir():
        raise Refusal(f"{path.parent} is a file; name a folder, or a contract that ends in .sla.")
    write_new(path, files("sladsl.starter").joinpath(f"{template.value}.sla").read_bytes())
    print(f"Wrote {path}. Read it, put in your parties and figures, and run: sladsl check {path}")
    return 0
