"""The names that a text introduces, found in all their forms: as written, in the regular plural of the last word, or as declared."""

from __future__ import annotations

import difflib

from sladsl.model.agreement import Name


class Names:
    """Declared names by every form in which they may be written."""

    def __init__(self) -> None:
        self._forms: dict[str, Name] = {}

    def declare(self, name: Name) -> Name | None:
        """Add a name. Returns the name that already has one of its forms, if there is one; only a form that is free is added then, so that
        sentences which use it find what is meant."""
        for form in (name.text, name.plural):
            if form and form in self._forms and self._forms[form].text != name.text:
                self._forms.setdefault(name.text, name)
                return self._forms[form]
        if name.text in self._forms and self._forms[name.text].origin == name.origin:
            return self._forms[name.text]
        for form in (name.text, name.plural):
            if form:
                self._forms[form] = name
        return None

    def find(self, text: str) -> Name | None:
        return self._forms.get(text)

    def longest(self, text: str) -> tuple[Name, str] | None:
        """The longest declared name with which a run of capitalised words begins, and the rest: "Ticket Opened" is a Ticket and "Opened"."""
        parts = text.split(" ")
        for length in range(len(parts), 0, -1):
            found = self._forms.get(" ".join(parts[:length]))
            if found is not None:
                return found, " ".join(parts[length:])
        return None

    def nearest(self, text: str) -> str:
        close = difflib.get_close_matches(text, self._forms, n=1, cutoff=0.75)
        return close[0] if close else ""

    def all(self) -> list[Name]:
        return list(dict.fromkeys(self._forms.values()))


def plural_of(text: str) -> str:
    """The regular plural of the last word: Ticket, Tickets; Fax, Faxes; Delivery, Deliveries; Day, Days. A name with small words in it
    has that of the word before the first of them: Statements of Work."""
    words = text.split(" ")
    small = next((place for place, one in enumerate(words) if place and one[:1].islower()), 0)
    if small:
        return " ".join((plural_of(" ".join(words[:small])), *words[small:]))
    if text.endswith(("s", "x", "z", "ch", "sh")):
        return text + "es"
    if text.endswith("y") and text[-2:-1] not in "aeiou":
        return text[:-1] + "ies"
    return text + "s"


def singular_forms(text: str) -> list[str]:
    """The names of which this may be the plural."""
    forms = []
    if text.endswith("ies"):
        forms.append(text[:-3] + "y")
    if text.endswith("es"):
        forms.append(text[:-2])
    if text.endswith("s"):
        forms.append(text[:-1])
    return forms
