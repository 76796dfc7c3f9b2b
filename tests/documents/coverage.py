"""What a language cannot say yet: `python -m tests.documents.coverage de [FILE.sla | --forms]`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from sladsl.compiler import check
from sladsl.documents import to_markdown
from sladsl.documents.tree import Document, Kept
from sladsl.publishing import document_of
from sladsl.worked_examples import run_examples

ROOT = Path(__file__).resolve().parents[2]


def contracts() -> list[Path]:
    """The examples and the corpus."""
    return sorted((*ROOT.glob("examples/*/contract.sla"), *ROOT.glob("tests/corpus/*.sla")))


def document(path: Path, language: str) -> Document | None:
    """None where the contract cannot be compiled."""

    def read(name: str) -> str | None:
        beside = path.parent / Path(name).name
        return beside.read_text("utf-8") if beside.is_file() else None

    checked = check(path.read_text("utf-8"), path.name, read, {})
    return document_of(checked, run_examples(checked)[0], language) if checked.plan is not None else None


def without_wording(document: Document) -> list[Kept]:
    """What has a form, and no wording: not the author's prose."""
    return [one for one in document.kept if one.form]


def unsaid_forms(language: str, tries: int = 3) -> Iterator[tuple[str, str, str]]:
    """Production, what has no wording in a sentence that is made of it, and that sentence; for each production of the grammar."""
    from sladsl.documents.languages import language as of_tag
    from sladsl.documents.terms import Terms
    from sladsl.documents.translating import Translator
    from sladsl.syntax.parse import parse
    from sladsl.syntax.source import Source
    from sladsl.syntax.tree import Phrase
    from tests.syntax.made import Maker, as_meant

    maker = Maker()
    blocks = ("sentence", "table_sentence", "list_sentence", "record", "example")
    for production in maker.reachable():
        unsaid: tuple[str, str, str] | None = None
        for seed in range(tries):
            made = maker.text_with(production, Random(seed).randrange if seed else lambda n: 0, 20 if seed else 0)
            tree = parse(Source("made.sla", made.text))[0] if as_meant(made) else None
            if tree is None:
                continue
            writer = Translator(Terms((), frozenset()), {}, of_tag(language), lambda node: 1)
            for block in (one for one in tree.walk() if one.kind in blocks):
                apart = ("table", "field", "list_item")
                parts = [p for p in block.parts if not (isinstance(p, Phrase) and p.kind in apart)]
                writer.runs((Phrase(block.kind, tuple(parts)),))
                for row in (row for table in block.every("table") for row in table.every("row")):
                    writer.runs([cell for cell in row.parts if cell.kind not in ("ROW_START", "PIPE", "ROW_END")])
                for field in block.every("field"):
                    writer.runs(list(field.every()))
                for item in block.every("list_item"):
                    writer.runs(list(item.every()))
            if not writer.kept:
                unsaid = None
                break
            unsaid = (str(production), writer.kept[0].form, writer.kept[0].text)
        if unsaid is not None:
            yield unsaid


def main(language: str, *rest: str) -> None:
    if rest == ("--forms",):
        found = list(unsaid_forms(language))
        for production, form, text in found:
            print(f"{production}\n    {form}\n    {text[:160]}")
        print(f"{len(found)} productions of which no sentence is said whole")
        return
    if rest:
        made = document(Path(rest[0]), language)
        if made is None:
            sys.exit(f"{rest[0]} cannot be compiled")
        print(to_markdown(made))
        for one in without_wording(made):
            print(f"KEPT line {one.line}: {one.form}\n    {one.text[:160]}", file=sys.stderr)
        return
    forms: Counter[str] = Counter()
    shown: dict[str, str] = {}
    whole = 0
    for path in contracts():
        made = document(path, language)
        kept = without_wording(made) if made is not None else []
        whole += made is not None and not kept
        forms.update(one.form for one in kept)
        shown.update({one.form: f"{path.stem}:{one.line} {one.text[:140]}" for one in kept})
    for form, count in forms.most_common():
        print(f"{count:4} {form}\n     {shown[form]}")
    print(f"{len(forms)} forms have no wording; {whole} of {len(contracts())} contracts are said whole")


if __name__ == "__main__":
    main(*sys.argv[1:])
