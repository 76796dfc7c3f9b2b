"""What a document carries inside: the text that it is made from, so that anyone can make it again and see whether it was changed.

Comments and folders are left out, since they may be privileged; what is left is in its canonical form, so that a change of comments or of
line ends changes no fingerprint.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import PurePath

from sladsl.node import node
from sladsl.syntax.format import without_comments
from sladsl.syntax.source import Source
from sladsl.syntax.tree import Phrase

_FORMAT = "sladsl-source-1"
IDENTITY = "urn:sladsl:source:1"
"""By which a document tells its carrier from other things in it."""


@node
class Embedded:
    """`sources`: the texts by the names of their files, that of the contract first. `values`: those of the order form that were given. `language`
    and `style` (one of `formats.STYLES`): those of the document; they are no part of the fingerprint, which is that of the text."""

    sources: tuple[tuple[str, str], ...]
    values: tuple[tuple[str, str], ...]
    language: str = "en"
    style: str = "formal"

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(self._content().encode()).hexdigest()

    def written(self) -> str:
        """As JSON, with the fingerprint of all the rest."""
        outer = {"format": _FORMAT, "fingerprint": self.fingerprint, "content": self._content()}
        outer |= {"language": self.language} if self.language != "en" else {}
        return json.dumps(outer | ({"style": self.style} if self.style != "formal" else {}), indent=1)

    def _content(self) -> str:
        return json.dumps({"sources": self.sources, "values": self.values}, ensure_ascii=False)


@node
class Carried:
    """What was found in a document. `claimed`: the fingerprint that stands beside it, which is that of the content unless someone changed one."""

    embedded: Embedded
    claimed: str

    @property
    def genuine(self) -> bool:
        return self.claimed == self.embedded.fingerprint


def embed(
    sources: Mapping[str, str],
    contract: str,
    values: Mapping[str, str],
    language: str = "en",
    style: str = "formal",
    tree: Phrase | None = None,
) -> Embedded:
    """`sources` by path; that of the contract is `contract`, and `tree` its tree where it has no errors."""
    order = sorted(sources, key=lambda path: (path != contract, path))
    texts = tuple(
        (PurePath(path).name, without_comments(Source(path, sources[path]), tree if path == contract else None))
        for path in order
    )
    return Embedded(texts, tuple(sorted(values.items())), language, style)


def read(written: str) -> Carried:
    """What `written` gave. ValueError: it is something else."""
    try:
        outer = json.loads(written)
        if outer["format"] != _FORMAT:
            raise ValueError("another format")
        inner = json.loads(outer["content"])
        sources = tuple((str(name), str(text)) for name, text in inner["sources"])
        values = tuple((str(name), str(value)) for name, value in inner["values"])
        language, style = str(outer.get("language", "en")), str(outer.get("style", "formal"))
        return Carried(Embedded(sources, values, language, style), str(outer["fingerprint"]))
    except (KeyError, TypeError, json.JSONDecodeError) as wrong:
        raise ValueError("not what sladsl embeds") from wrong
