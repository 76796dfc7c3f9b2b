"""HTML and Markdown: the same text and numbers, links that work, and nothing that a contract could inject."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sladsl.documents import to_html, to_markdown
from sladsl.documents.markdown import escaped
from sladsl.documents.tree import Document, Paragraph, plain
from tests.documents.conftest import EXAMPLES, HEAD, drafted

EVIL = [
    "<script>alert(1)</script>",
    "</p></main><img src=x onerror=alert(1)>",
    "&lt;b&gt; &amp; &#65;",
    "{{ document }} {% raw %}",
    "[x](javascript:alert(1)) ![y](http://evil/z.png)",
    "**bold** _em_ `code` ~~gone~~ <http://evil>",
    "a | b \\| c",
    "' onmouseover='alert(1)",
    "# heading",
    "1. list",
    "- list",
    "+ list",
    "=== ---",
    "\u202egnp.exe",
    "--> <!-- x",
]


class Page(HTMLParser):
    """What a page holds: its tags with their attributes, its visible text, its ids and the targets of its links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "hr", "img"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data

    @property
    def ids(self) -> list[str]:
        return [str(attrs["id"]) for _, attrs in self.tags if "id" in attrs]

    @property
    def links(self) -> list[str]:
        return [str(attrs["href"]) for _, attrs in self.tags if "href" in attrs]


def folded(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def rendered(markdown: str) -> Page:
    return Page("<!DOCTYPE html>" + MarkdownIt("commonmark").enable("table").render(markdown))


def sentences(document: Document) -> list[str]:
    blocks = [block for part in document.parts for clause in part.clauses for block in clause.blocks]
    return [plain(block.runs) for block in blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("shown", [lambda d: Page(to_html(d)), lambda d: rendered(to_markdown(d))], ids=["html", "md"])
def test_links_lead_to_what_is_there(contract: Path, shown: object) -> None:
    assert callable(shown)
    page = shown(drafted(contract.read_text("utf-8"), contract.parent, whole=False))
    assert [name for name, count in Counter(page.ids).items() if count > 1] == []
    assert page.links
    assert {link for link in page.links if link.removeprefix("#") not in page.ids} == set()
    assert not page.open


def test_both_formats_carry_every_sentence_and_number(contract: Path) -> None:
    document = drafted(contract.read_text("utf-8"), contract.parent, whole=False)
    for page in (Page(to_html(document)), rendered(to_markdown(document))):
        text = folded(page.text)
        for sentence in sentences(document):
            assert folded(sentence) in text
        for part in document.parts:
            assert f"{part.number} {part.title}" in text
            for clause in part.clauses:
                assert f"{clause.number} {clause.title}".strip() in text


def test_html_stands_alone(contract: Path) -> None:
    page = Page(to_html(drafted(contract.read_text("utf-8"), contract.parent, whole=False)))
    assert {tag for tag, _ in page.tags} & {"script", "img", "link", "iframe", "object"} == set()
    assert not any(name in ("src", "style") or name.startswith("on") for _, attrs in page.tags for name in attrs)
    assert all(link.startswith("#") for link in page.links)
    tags = [tag for tag, _ in page.tags]
    assert [tags.count(tag) for tag in ("main", "nav", "header", "footer", "h1")] == [1, 1, 1, 1, 1]
    assert page.tags[0] == ("html", {"lang": "en"})
    headers = [attrs for tag, attrs in page.tags if tag == "th"]
    assert headers
    assert all(attrs.get("scope") in ("col", "row") for attrs in headers)


def hostile(text: str) -> Document:
    quoted = text.replace('"', "'")
    contract = (
        HEAD.replace("Acme Ltd", quoted).replace("Support Agreement", f"Support {text}")
        + f'## Part {text}\n\n### Clause {text}\n\n> {text}\n> {text}\n\nThis agreement is made under "{quoted}".\n'
    )
    return drafted(contract, path=f"{text.replace('/', '')}.sla")


@pytest.mark.parametrize("text", EVIL)
def test_a_text_is_never_markup(text: str) -> None:
    """The page has the tags and attributes of a page with a harmless text in its place, and shows the text as it is."""
    evil, harmless = hostile(text), hostile("harmless")
    for shown in (lambda d: Page(to_html(d)), lambda d: rendered(to_markdown(d))):
        page, model = shown(evil), shown(harmless)
        assert [tag for tag, _ in page.tags] == [tag for tag, _ in model.tags]
        assert [sorted(attrs) for _, attrs in page.tags] == [sorted(attrs) for _, attrs in model.tags]
        assert all(link.startswith("#") for link in page.links)
        wanted = folded(text.replace("\u202e", ""))
        assert folded(page.text).count(wanted) >= 5


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=30))
@settings(max_examples=300, deadline=None)
def test_escaped_text_shows_as_it_is(text: str) -> None:
    """In a paragraph of its own, Markdown gives one paragraph with just these characters."""
    page = Page(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(escaped(text)))
    assert [tag for tag, _ in page.tags] in ([], ["p"])
    assert page.text.split() == text.split()


def test_the_same_contract_gives_the_same_bytes() -> None:
    """In another process, with another order of hashing."""
    path = EXAMPLES / "managed-hosting" / "contract.sla"
    code = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[2]); from pathlib import Path; from conftest import drafted;"
        "from sladsl.documents import to_html, to_markdown; d = drafted(Path(sys.argv[1]).read_text('utf-8'));"
        "print(hashlib.sha256((to_html(d) + to_markdown(d)).encode()).hexdigest())"
    )
    here = Path(__file__).parent
    made = {
        subprocess.run(
            [sys.executable, "-c", code, str(path), str(here)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(here.parents[1])},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(made) == 1
