"""Published sets of readings, each a text in the language itself: an agreement takes one by naming it, as trade contracts take Incoterms."""

from __future__ import annotations

from importlib.resources import files

_TITLE = "Standard Interpretation Rules, edition "


def text_of(title: str) -> str | None:
    """The text of a published set, or None where there is no set of this title."""
    if not title.startswith(_TITLE):
        return None
    edition = title.removeprefix(_TITLE)
    found = files(__name__) / f"standard-{edition}.sla"
    return found.read_text("utf-8") if edition.isdigit() and found.is_file() else None
