"""The pictures of `docs/guide/documents.md`, made anew: `python -m tests.documents.pictures`. Wants LibreOffice, poppler and Chromium."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from sladsl.cli import main

ROOT = Path(__file__).parents[2]
INTO = ROOT / "docs" / "guide" / "pictures"
SHOWN = (
    # picture, example, format, page
    ("hosting-word-1", "managed-hosting", "docx", 1),
    ("hosting-word-5", "managed-hosting", "docx", 5),
    ("hosting-pdf-4", "managed-hosting", "pdf", 4),
    ("interconnection-pdf-3", "interconnection", "pdf", 3),
    ("interconnection-word-8", "interconnection", "docx", 8),
)
WIDE = 460
"""Pixels: a page can be read, and the file is small."""


def take(folder: Path) -> None:
    for example in {one for _, one, _, _ in SHOWN}:
        out = folder / example
        assert main(["compile", str(ROOT / "examples" / example / "contract.sla"), "-o", str(out)]) == 0
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        told = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(out / "word")]
        subprocess.run([*told, str(out / "contract.docx")], check=True, capture_output=True)
    for name, example, form, page in SHOWN:
        file = folder / example / ("word/contract.pdf" if form == "docx" else "contract.pdf")
        size = ["-scale-to-x", str(WIDE), "-scale-to-y", "-1", "-gray", "-png", "-singlefile"]
        subprocess.run(["pdftoppm", "-f", str(page), "-l", str(page), *size, str(file), str(INTO / name)], check=True)
    page = (folder / "managed-hosting" / "contract.html").as_uri()
    subprocess.run(
        [
            *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
            *("--disable-background-networking", "--disable-sync", f"--user-data-dir={folder / 'browser'}"),
            *("--hide-scrollbars", "--window-size=1180,720", f"--screenshot={INTO / 'hosting-page.png'}", page),
        ],
        check=True,
        capture_output=True,
    )


if __name__ == "__main__":
    INTO.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        take(Path(made))
