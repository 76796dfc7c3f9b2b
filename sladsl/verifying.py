"""Whether a document still says what the text inside it gives: the text is taken out, the document made again, and the two compared."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import PurePath

from sladsl.compiler import check
from sladsl.documents.embedded import Carried, Embedded, embed, read
from sladsl.documents.formats import written
from sladsl.documents.house import PLAIN, House
from sladsl.documents.saying import Piece, Said, said
from sladsl.node import node
from sladsl.publishing import document_of
from sladsl.worked_examples import run_examples


class Carrying(StrEnum):
    """What became of the text that the document carries."""

    GENUINE = "genuine"
    NEVER = "never"  # its format has no place for one
    STRIPPED = "stripped"  # there is none (any more)
    FORGED = "forged"  # its fingerprint is not its own
    UNREADABLE = "unreadable"  # something else stands in its place


class Change(StrEnum):
    CHANGED = "changed"
    DELETED = "deleted"
    ADDED = "added"


@node
class Difference:
    """`before`: what the text gives, "" for what was added; `after`: what the document says. `row`: of a table, "" for a paragraph;
    `follows`: the paragraph before it, by which it is found; `edge`: the head or the foot of every page, "" for the text."""

    change: Change
    before: str
    after: str
    row: str
    follows: str
    edge: str = ""


@node
class Verified:
    """`differences` from what the text gives that the document carries or, where it carries none, from the source that was given; None
    where there was nothing to compare with. `of_source`: lines of the source that the carried text has otherwise; None without a source."""

    carrying: Carrying
    fingerprint: str
    differences: tuple[Difference, ...] | None
    of_source: tuple[str, ...] | None


def verify(content: bytes, source: tuple[str, str] | None = None, house: House = PLAIN) -> Verified | None:
    """Of a file in one of the formats of documents; None where it is in none. `source`: the file and the text from which it should be made; `house`: the
    templates and words with which. Misfit: a template of the house. ValueError: a PDF that is broken or locked."""
    found = said(content)
    if found is None:
        return None
    carried, carrying = _carried(found)
    given = embed({source[0]: source[1]}, source[0], {}) if source is not None else None
    basis = carried.embedded if carried is not None else given
    differences = None if basis is None else tuple(_differences(_made_again(basis, found.form, house), found.pieces))
    of_source = None
    if given is not None and carried is not None:
        of_source = tuple(_lines(given.sources[0][1], carried.embedded.sources[0][1]))
    return Verified(carrying, carried.embedded.fingerprint if carried is not None else "", differences, of_source)


def _carried(found: Said) -> tuple[Carried | None, Carrying]:
    if found.embedded is None:
        return None, Carrying.NEVER if found.form == "md" else Carrying.STRIPPED
    try:
        carried = read(found.embedded)
    except ValueError:
        return None, Carrying.UNREADABLE
    return carried, Carrying.GENUINE if carried.genuine else Carrying.FORGED


def _made_again(embedded: Embedded, form: str, house: House) -> tuple[Piece, ...]:
    texts = dict(embedded.sources)
    name, text = embedded.sources[0]
    checked = check(text, PurePath(name).name, texts.get, dict(embedded.values))
    if checked.plan is None:
        return ()
    made = written(document_of(checked, run_examples(checked)[0], embedded.language, embedded.style), (form,), house)[
        f"contract.{form}"
    ]
    again = said(made)
    assert again is not None
    return again.pieces


def _differences(made: tuple[Piece, ...], found: tuple[Piece, ...]) -> Iterator[Difference]:
    if "".join(one.text for one in made).replace(" ", "") == "".join(one.text for one in found).replace(" ", ""):
        return  # lines that break elsewhere say the same
    found = tuple(_of_us(one, made) for one in found)
    matcher = SequenceMatcher(None, made, found, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        follows = next((one.text for one in reversed(found[:c]) if not one.row and not one.edge), "")
        old, new = made[a:b], found[c:d]
        both = min(len(old), len(new)) if _alike(old, new) else 0
        for before, after in zip(old[:both], new[:both], strict=True):
            if before.text != after.text:
                yield Difference(Change.CHANGED, before.text, after.text, after.row, follows, after.edge)
        yield from (Difference(Change.DELETED, one.text, "", one.row, follows, one.edge) for one in old[both:])
        yield from (Difference(Change.ADDED, "", one.text, one.row, follows, one.edge) for one in new[both:])


def _of_us(piece: Piece, made: tuple[Piece, ...]) -> Piece:
    """Of the head or foot of a firm's own paper what this document says there."""
    own = (one for one in made if piece.edge and one.edge == piece.edge and one.text in piece.text)
    return next(own, piece)


def _alike(old: tuple[Piece, ...], new: tuple[Piece, ...]) -> bool:
    """Whether the pieces stand for each other one by one: as many, or the first of them mostly the same words."""
    if len(old) == len(new):
        return True
    return bool(old and new) and SequenceMatcher(None, old[0].text, new[0].text).ratio() > _MOSTLY


_MOSTLY = 1 / 2


def _lines(given: str, carried: str) -> Iterator[str]:
    """The lines that one of the texts has and the other has not, as in a diff."""
    a, b = given.splitlines(), carried.splitlines()
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from (f"- {line}" for line in a[i:j] if line)
            yield from (f"+ {line}" for line in b[k:m] if line)
