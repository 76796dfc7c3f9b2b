from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from sladsl.commands.inputs import content_of
from sladsl.commands.refusal import Refusal
from sladsl.commands.showing import CheckFormat, Format, rendered, show
from sladsl.findings import Finding
from sladsl.prose import review
from sladsl.prose.read import read
from sladsl.prose.unreadable import Unreadable


def run_review(drafts: Sequence[Path], format: CheckFormat) -> int:
    """Prints what is unclear in each draft, and says of each in which nothing was found that nothing was. 1 with a finding, otherwise 0."""
    found: dict[str, tuple[Finding, ...]] = {}
    sources: dict[str, str] = {}
    for path in drafts:
        try:
            document = read(str(path), path.suffix, content_of(path, "draft"))
        except Unreadable as problem:
            raise Refusal(str(problem)) from None
        found[str(path)] = review(document)
        sources[str(path)] = document.shown
    if format is CheckFormat.TEXT:
        for file, findings in found.items():
            show(findings, sources, Format.TEXT, sys.stdout)
            if not findings:
                print(f"{file}: no findings.")
    sys.stdout.write(rendered(format, found, sources, lambda file: Path(file).name))
    return int(any(found.values()))
