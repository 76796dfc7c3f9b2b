"""The documentation is true: every command in it is run, every contract is checked, every phrase is read, every link leads somewhere.

`python -m tests.test_docs` writes the generated pages anew, and the output of the commands.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import sladsl
from sladsl import casebook, interpretation, manual
from sladsl.findings import Finding, Severity
from sladsl.manual.catalogue import GROUPS
from sladsl.model.slots import GENERAL_RULES, NAMES, slot
from sladsl.worked_examples import run_examples
from tests import rule_manual

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
GUIDE = ROOT / "docs" / "guide"
COMMANDS = (
    "new",
    "check",
    "review",
    "compile",
    "settle",
    "watch",
    "test",
    "resolve",
    "exposure",
    "ledger verify",
    "verify",
    "fmt",
    "explain",
)
BLOCK = re.compile(r"(?:^<!-- (?P<note>.+?) -->\n+)?^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
ROW = re.compile(r"^\| (?P<first>.*?) \| (?P<second>.*?) \|(?: .* \|)?$", re.MULTILINE)
CODE = re.compile(r"(?<!`)`([^`]+)`(?!`)")
CUT = "…\n"
"""Stands for the lines that are left out."""


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block. `note`: the HTML comment above it, such as `file: hosting.sla; finds: A018`."""

    page: Path
    line: int
    kind: str
    text: str
    note: str

    def noted(self, key: str) -> str:
        found = re.search(rf"(?:^|; ){key}: ([^;]+)", self.note)
        return found[1].strip() if found else ""


def blocks_of(page: Path) -> Iterator[Block]:
    text = page.read_text("utf-8")
    for found in BLOCK.finditer(text):
        line = text.count("\n", 0, found.start("kind")) + 1
        yield Block(page, line, found["kind"], found["text"], found["note"] or "")


ALL = tuple(block for page in PAGES for block in blocks_of(page))
CONTRACTS = tuple(block for block in ALL if block.kind == "sla" and block.page.parent.name != "rules")
"""Whole contracts; those of the rule manual are parts, which the tests of the manual try."""


def name(one: Block | Path) -> str:
    return f"{one.page.name}:{one.line}" if isinstance(one, Block) else str(one.relative_to(ROOT))


# --- contracts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("block", CONTRACTS, ids=name)
def test_contract_gives_what_is_said(block: Block) -> None:
    assert block.text.startswith("# "), "a contract in the documentation is whole"
    checked = sladsl.check(block.text)
    _, contradicted = run_examples(checked)
    found = {finding.code for finding in grave((*checked.findings, *contradicted))}
    if block.page.name == "phrases.md":  # it only introduces names, and leaves open what hangs on them
        assert not errors(checked.findings)
        return
    assert set(block.noted("finds").split()) <= found if block.noted("finds") else found == set()


@pytest.mark.parametrize("page", sorted(GUIDE.glob("[1-9]-*.md")), ids=name)
def test_chapters_have_a_contract_whose_examples_are_run(page: Path) -> None:
    ran = [one for block in CONTRACTS if block.page == page for one in run_examples(sladsl.check(block.text))[0]]
    assert ran
    assert all(one.holds for one in ran)


def test_first_contract_is_the_one_that_new_writes() -> None:
    first = next(block for block in CONTRACTS if block.page.name == "README.md")
    assert first.text == (ROOT / "sladsl" / "starter" / "availability.sla").read_text("utf-8")
    assert len(first.text.splitlines()) <= 25
    assert "This agreement follows the Standard Interpretation Rules, edition 1." in first.text
    assert not sladsl.check(first.text).findings


# --- phrases -------------------------------------------------------------------------------------------------------------


@cache
def world() -> str:
    """The contract in which the sentences of the phrase page stand."""
    return next(block.text for block in CONTRACTS if block.page.name == "phrases.md")


def phrases(page: str) -> list[str]:
    text = BLOCK.sub("", (GUIDE / page).read_text("utf-8"))
    cells = [found["second"].strip() for found in ROW.finditer(text)]
    blocks = [block.text for block in blocks_of(GUIDE / page) if not block.kind]
    return [*(cell.strip("`") for cell in cells if cell.startswith("`")), *blocks]


def in_clauses(said: list[str]) -> str:
    """The world with each sentence in a clause of its own."""
    return f"{world()}\n## Phrases\n" + "".join(f"\n### Phrase {number}\n\n{one}\n" for number, one in enumerate(said))


def test_phrases_have_a_meaning() -> None:
    said = phrases("phrases.md")
    assert len(said) > 120
    alone = [sentence for sentence in said if re.match(r"A (month|quarter) is", sentence)]
    together = [sentence for sentence in said if sentence not in alone]
    assert errors(sladsl.check(in_clauses(together)).findings) == []
    for sentence in alone:
        assert errors(sladsl.check(f"{world()}\n## Readings\n\n{sentence}\n").findings) == []


def sentences() -> list[tuple[str, str]]:
    """Whole sentences in code within the chapters, and the blocks that are no contracts."""
    found: list[tuple[str, str]] = []
    for page in sorted(GUIDE.glob("[1-9]-*.md")):
        text = BLOCK.sub("", page.read_text("utf-8"))
        for code in CODE.findall(text):
            if re.match(r'(?!Version )["A-Z].* .*\.$', code) and "..." not in code:
                found.append((page.name, code))
        found += [(page.name, block.text) for block in blocks_of(page) if not block.kind]
    return found


def test_sentences_of_the_chapters_can_be_read() -> None:
    unread = []
    said = sentences()
    assert len(said) > 100
    for page, sentence in said:
        _, findings = sladsl.parse(f"# T\n\n## P\n\n{sentence}\n")
        if findings:
            unread.append((page, sentence, findings[0].message))
    assert unread == []


def test_what_cannot_be_said() -> None:
    text = (GUIDE / "limits.md").read_text("utf-8")
    rows = [
        (row["first"].strip("`"), row["second"].strip("`")) for row in ROW.finditer(text) if row["second"][0] == "`"
    ]
    assert len(rows) > 15
    wrong = in_clauses([wrong for wrong, _ in rows])
    lines = {
        finding.place.line
        for finding in sladsl.check(wrong).findings
        if finding.place and (finding.severity is Severity.ERROR or finding.readings)  # an error, or a question
    }
    said = [line for number, line in enumerate(wrong.splitlines(), 1) if line in dict(rows) and number not in lines]
    assert said == [], "this can be said now, and belongs among the phrases"
    assert errors(sladsl.check(in_clauses(list(dict.fromkeys(right for _, right in rows)))).findings) == []


def grave(findings: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is not Severity.INFO]


def errors(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(finding.code, finding.message) for finding in findings if finding.severity is Severity.ERROR]


# --- commands ------------------------------------------------------------------------------------------------------------

WITH_COMMANDS = tuple(page for page in PAGES if any(block.kind == "console" for block in blocks_of(page)))
LONG = ("README.md", "open-questions.md", "targets.md", "documents.md", "statements.md")
"""Pages whose commands take seconds."""


@pytest.mark.parametrize(
    "page",
    [pytest.param(page, marks=[pytest.mark.slow] if page.name in LONG else []) for page in WITH_COMMANDS],
    ids=name,
)
def test_commands_print_what_is_shown(page: Path, tmp_path: Path) -> None:
    for block, printed in run_page(page, tmp_path):
        assert printed == block.text, "run: python -m tests.test_docs"


def run_page(page: Path, folder: Path) -> Iterator[tuple[Block, str]]:
    """Every block that shows an output, with what is put out now; commands run in the order of the page, in one folder."""
    (folder / "examples").symlink_to(ROOT / "examples")
    for block in blocks_of(page):
        if block.noted("file"):
            write_file(block, folder)
        if block.kind == "console":
            yield (
                block,
                "".join(f"$ {command}\n{excerpt(run(command, folder), block)}" for command in commands_of(block)),
            )
        elif block.noted("in"):
            yield block, excerpt((folder / block.noted("in")).read_text("utf-8"), block)


def excerpt(text: str, block: Block) -> str:
    """With the note `lines: FIRST to LAST`, the lines from the first that holds FIRST to the next that holds LAST."""
    first, _, last = block.noted("lines").partition(" to ")
    if not first:
        return text
    lines = text.splitlines(keepends=True)
    start = next(number for number, line in enumerate(lines) if first in line)
    end = next(number for number, line in enumerate(lines) if number >= start and last in line) + 1
    return (CUT if start else "") + "".join(lines[start:end]) + (CUT if end < len(lines) else "")


def write_file(block: Block, folder: Path) -> None:
    """`file: NAME`, `file: NAME, with "NEW" for "OLD"` or `file: NAME, from PATH with "NEW" for "OLD"`."""
    file, _, change = block.noted("file").partition(", ")
    source = re.search(r"from (\S+)", change)
    text = (folder / source[1]).read_text("utf-8") if source else block.text
    swap = re.search(r'with "(.+?)" for "(.+?)"', change)
    if swap:
        assert text.count(swap[2]) == 1
        text = text.replace(swap[2], swap[1])
    (folder / file).parent.mkdir(exist_ok=True)
    (folder / file).write_text(text, "utf-8")


def commands_of(block: Block) -> list[str]:
    return [line.removeprefix("$ ") for line in block.text.splitlines() if line.startswith("$ ")]


def run(command: str, folder: Path) -> str:
    """What a command of the documentation prints, on both outputs."""
    program, *arguments = _words(command)
    assert program == "sladsl", command
    environment = {
        **os.environ,
        "NO_COLOR": "1",
        "COLUMNS": "120",
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": "utf-8",
    }
    done = subprocess.run(
        [sys.executable, "-m", "sladsl.cli", *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
    )
    assert "bug of sladsl" not in done.stdout + done.stderr, done.stdout + done.stderr
    return done.stdout + done.stderr


def _words(command: str) -> list[str]:
    return [quoted or plain for quoted, plain in re.findall(r'"([^"]*)"|(\S+)', command)]


@pytest.mark.slow
def test_set_up_of_the_readme(tmp_path: Path) -> None:
    """The first command of the README, on a copy without anything that was installed or made before."""
    block = next(block for block in ALL if block.page.name == "README.md" and block.kind == "sh")
    for entry in ("sladsl", "grammar", "examples", ".build", "pyproject.toml", "README.md"):
        source = ROOT / entry
        if source.is_dir():
            shutil.copytree(source, tmp_path / entry, ignore=shutil.ignore_patterns("__pycache__", "table.bin"))
        else:
            shutil.copy(source, tmp_path / entry)
    subprocess.run(["bash", "-c", block.text], cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "out" / "statement.txt").read_text("utf-8").startswith("Managed Hosting Service Level Agreement")
    assert (tmp_path / "out" / "contract.html").is_file()


# --- links and generated pages -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(BLOCK.sub("", page.read_text("utf-8"))):
        file, _, anchor = target.partition("#")
        if "://" in file:
            continue
        path = (page.parent / file).resolve() if file else page
        assert path.exists(), target
        if anchor:
            assert anchor in anchors(path), target


def test_how_it_works_names_what_is_there() -> None:
    """Paths stand there from the root, or from the room of which the paragraph speaks."""
    text = BLOCK.sub("", (ROOT / "docs" / "how-it-works.md").read_text("utf-8"))
    rooms = (
        "",
        "sladsl",
        "sladsl/checks",
        "sladsl/checks/evaluate",
        "sladsl/model",
        "sladsl/syntax",
        "sladsl/ambiguity",
        "sladsl/prose",
        "sladsl/questions",
        "sladsl/digest",
    )
    named = set(re.findall(r"`([\w./-]+(?:\.(?:py|lark|sla)|/))`", text)) - {"contract.sla", "checks.py", "records/"}
    assert len(named) > 40
    assert [path for path in named if not any((ROOT / room / path).exists() for room in rooms)] == []


@cache
def anchors(page: Path) -> frozenset[str]:
    text = BLOCK.sub("", page.read_text("utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    named = re.findall(r'<a id="([^"]+)"></a>', text)
    return frozenset((*named, *(re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings)))


@cache
def generated() -> dict[str, str]:
    return {
        "interpretation-rules.md": rules_page(),
        "time-limits.md": time_limits_page(),
        "commands.md": commands_page(),
        "codes.md": codes_page(),
    }


@pytest.mark.parametrize("page", ["interpretation-rules.md", "time-limits.md", "commands.md", "codes.md"])
def test_generated_pages_are_current(page: str) -> None:
    assert (ROOT / "docs" / page).read_text("utf-8") == generated()[page], "run: python -m tests.test_docs"


def rules_page() -> str:
    title = "Standard Interpretation Rules, edition 1"
    lines = [
        f"# {title}",
        "",
        "An agreement takes these rules by one sentence:",
        "",
        f"    This agreement follows the {title}.",
        "",
        "Each rule is a sentence that the agreement could contain itself, and a sentence of its own goes before the rule. The contract document prints those that are in force.",
        "",
        *_told(title),
        "# Every question that a contract can leave open",
        "",
        "A question is asked only where something hangs on it. Each of its answers is a sentence, to be written in the clause that it concerns or under Interpretation. "
        "Where a sentence here has *…*, it names the thing that it speaks of: *A missing Probe is left out.* Days, steps and choices may be others. "
        "`--reading NAME=VALUE` answers a question for one settlement only.",
        "",
    ]
    for kind in NAMES:
        one = slot(f"{kind}/…")
        lines += [f"## {one.question}", "", "| name and value | the sentence |", "| --- | --- |"]
        about = f"{kind}/…" if any("…" in value.sentence for value in one.admissible) else kind
        for value in one.admissible:
            usual = " (in force unless the contract says otherwise)" if GENERAL_RULES.get(kind) == value.value else ""
            lines.append(f"| `{about}={value.value}` | {value.sentence}{usual} |")
        lines.append("")
    return "\n".join(lines)


def time_limits_page() -> str:
    lines = [
        "# Laws on time limits",
        "",
        "An agreement is not governed by these rules by itself; it takes those of one law by a sentence, such as",
        "",
        f'    This agreement follows the time limits of "{next(iter(interpretation.TIME_LIMITS))}".',
        "",
        "Each set holds only what the law says, with the place where it says it. What it leaves open stays open, and a sentence of the agreement's own goes before it. "
        "The Standard Interpretation Rules may be followed as well: they then answer what is left.",
        "",
        "The sentences are a reading of the law for use in agreements, and no legal advice.",
        "",
    ]
    for title in interpretation.TIME_LIMITS:
        lines += [f"# {title}", "", *_told(title)]
    return "\n".join(lines)


def _told(title: str) -> list[str]:
    """Each rule with its reason and its source, under the headings of its set."""
    text = interpretation.text_of(title)
    assert text is not None
    reasons = {rule.sentence: rule for rule in interpretation.rules_of(title)}
    out: list[str] = []
    for line in text.splitlines():
        if line.startswith("## "):
            out += [line, ""]
        elif line in reasons:
            number = sum(one.startswith("**") for one in out) + 1
            out += [f"**{number}. {line}**", "", f"{reasons[line].why} *Source: {reasons[line].source}.*", ""]
    return out


def commands_page() -> str:
    lines = [
        "# Commands",
        "",
        "What each command prints with `--help`.",
        "",
        *_help("sladsl"),
        *(line for command in COMMANDS for line in _help(f"sladsl {command}")),
    ]
    return "\n".join(lines)


def codes_page() -> str:
    lines = [
        "# All findings",
        "",
        "`sladsl explain CODE` says more about each, with a contract that has it and one that does not.",
        "",
        "| code | what it says |",
        "| --- | --- |",
    ]
    for code in manual.codes():
        page = manual.explain(code)
        assert page is not None
        heading, _, rest = page.partition("\n")
        title = heading.partition(": ")[2] or " ".join(rest.strip().split("\n\n")[0].split())
        shown = f"[{code}](rules/{code[0].lower()}.md#{code.lower()})" if code[0] in GROUPS else code
        lines.append(f"| {shown} | {title} |")
    return "\n".join(lines) + "\n"


def _help(command: str) -> list[str]:
    return [f"## {command}", "", "```text", *run(f"{command} --help", ROOT).rstrip().splitlines(), "```", ""]


def rewrite() -> None:
    """Writes the generated pages, and what the other pages show of the outputs."""
    import tempfile

    (ROOT / "docs" / "rules").mkdir(exist_ok=True)
    for page, text in (generated() | rule_manual.pages(casebook.page)).items():
        (ROOT / "docs" / page).write_text(text, "utf-8")
    for page in WITH_COMMANDS:
        with tempfile.TemporaryDirectory() as folder:
            shown = page.read_text("utf-8")
            for block, printed in run_page(page, Path(folder)):
                shown = shown.replace(f"```{block.kind}\n{block.text}```", f"```{block.kind}\n{printed}```")
            page.write_text(shown, "utf-8")


if __name__ == "__main__":
    rewrite()
