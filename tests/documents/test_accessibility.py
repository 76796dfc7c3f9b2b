"""The page in a browser: axe-core finds nothing, in the light, in the dark and on paper, and the keyboard reaches everything.

`pytest -m proof tests/documents/test_accessibility.py` tries every example and every contract of the corpus.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from sladsl.documents import to_html
from tests.documents.test_summary import summary
from tests.documents.test_word import CONTRACTS, HOSTING, name, tree

CHROMIUM = next(
    (path for one in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(one))), None
)
AXE = "axe-core@4.10.3"
(ETHERNET,) = (path for path in CONTRACTS if path.stem == "comcast_ethernet")
MEDIA = {
    "light": {},
    "dark": {"@media (prefers-color-scheme: dark)": "@media all"},
    "paper": {"@media print": "@media all"},
}
RUN = """
const told = [];
(async () => {
  for (const [name, page] of Object.entries(PAGES)) {
    const frame = document.createElement('iframe');
    frame.width = 1280; frame.height = 900;
    await new Promise(done => { frame.onload = done; frame.srcdoc = page; document.body.append(frame); });
    const inside = frame.contentWindow, found = await inside.axe.run(frame.contentDocument);
    for (const one of found.violations) for (const node of one.nodes) told.push([name, one.id, node.html.slice(0, 200)]);
    told.push([name, 'passes', String(found.passes.length)]);
    const reached = [...frame.contentDocument.querySelectorAll('a, button, input, [tabindex]')];
    if (name.endsWith('paper')) { frame.remove(); continue; }
    if (!reached[0].classList.contains('skip')) told.push([name, 'first stop', reached[0].outerHTML]);
    for (const one of reached) {
      one.focus();
      if (frame.contentDocument.activeElement !== one || one.tabIndex < 0) told.push([name, 'out of reach', one.outerHTML]);
    }
    frame.remove();
  }
  const end = document.createElement('pre');
  end.id = 'told'; end.textContent = JSON.stringify(told);
  document.body.append(end);
})();
"""


@cache
def axe() -> str:
    """The text of axe-core from npm; skips the test where there is none."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    if shutil.which("npm") is None:
        pytest.skip("there is no npm on this machine, which brings axe-core")
    folder = Path(__file__).parents[2] / ".pytest_cache" / "axe"
    script = folder / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        folder.mkdir(parents=True, exist_ok=True)
        told = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder), AXE]
        done = subprocess.run(told, capture_output=True, text=True, check=False, timeout=300)
        if done.returncode:
            pytest.skip(f"npm does not bring axe-core: {done.stderr[-200:]}")
    return script.read_text("utf-8")


def told(pages: dict[str, str], folder: Path) -> list[tuple[str, str, str]]:
    """Of each page what axe-core has against it, how many of its rules it passes, and what the keyboard does not reach."""
    script = axe()
    given = {
        one: re.sub(r"<meta http-equiv=[^>]*>", "", page).replace("</body>", f"<script>{script}</script></body>")
        for one, page in pages.items()
    }
    data = json.dumps(given).replace("</", "<\\/")
    master = folder / "pages.html"
    master.write_text(f"<!DOCTYPE html><title>t</title><body><script>const PAGES = {data};{RUN}</script>", "utf-8")
    command = [
        str(CHROMIUM),
        *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
        *("--disable-background-networking", "--disable-component-update", f"--user-data-dir={folder / 'profile'}"),
        *("--virtual-time-budget=600000", "--dump-dom", master.as_uri()),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=900)
    found = re.search(r'<pre id="told">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found, done.stderr[-500:]
    return [tuple(one) for one in json.loads(html.unescape(found[1]))]


def seen(page: str, media: str) -> str:
    for old, new in MEDIA[media].items():
        assert old in page
        page = page.replace(old, new)
    return page


def amiss(pages: dict[str, str], folder: Path) -> list[tuple[str, str, str]]:
    found = told(pages, folder)
    passed = {page: int(count) for page, rule, count in found if rule == "passes"}
    assert set(passed) == set(pages)
    assert min(passed.values()) > 20
    return [one for one in found if one[1] != "passes"]


def pages_of(paths: list[Path], media: list[str]) -> dict[str, str]:
    return {f"{name(path)}, {one}": seen(to_html(tree(path)), one) for path in paths for one in media}


@pytest.mark.slow
def test_axe_and_the_keyboard_find_nothing_amiss_and_what_is_amiss_is_found(tmp_path: Path) -> None:
    pages = pages_of([HOSTING], list(MEDIA)) | pages_of([ETHERNET], ["light"])
    pages["summary in German, light"] = seen(to_html(summary(language="de")), "light")
    broken = to_html(tree(HOSTING)).replace('lang="en"', "").replace("--ink: #1b1d21", "--ink: #bbbbbb")
    found = amiss({**pages, "broken": broken}, tmp_path)
    assert [one for one in found if one[0] != "broken"] == []
    assert {rule for _, rule, _ in found} >= {"html-has-lang", "color-contrast"}


_PARTS = 24
"""So many that one takes a minute: a browser that holds more pages becomes slow."""


@pytest.mark.proof
@pytest.mark.parametrize("part", range(_PARTS))
def test_nothing_is_amiss_in_any_contract(part: int, tmp_path: Path) -> None:
    assert amiss(pages_of(CONTRACTS[part::_PARTS], list(MEDIA)), tmp_path) == []
