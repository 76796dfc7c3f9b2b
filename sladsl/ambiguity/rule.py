"""What every rule has: its codes, its manual page, and what it finds."""

from __future__ import annotations

import inspect
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import ClassVar

from sladsl.checks.plan import Plan
from sladsl.findings import Finding
from sladsl.model.agreement import Agreement


class Rule(ABC):
    """A rule names what is wrong, not the cure. Its docstring is its page in the manual, with these sections in this order:
    a summary, `## Why it matters`, `## Example` (a contract that has it), `## Write instead` (one that has not).

    `codes`: those of the catalogue where one of its rules is meant. `leaves_open`: what it finds is a point still to be settled by the
    parties, not a mistake. `needs_whole_text`: it finds what is missing, which says nothing while a sentence cannot be read.
    """

    codes: ClassVar[tuple[str, ...]]
    leaves_open: ClassVar[bool] = False
    needs_whole_text: ClassVar[bool] = False

    @abstractmethod
    def check(self, agreement: Agreement, plan: Plan) -> Iterator[Finding]:
        """What the rule finds in this contract."""

    def manual(self) -> str:
        """The docstring, in Markdown."""
        return inspect.getdoc(type(self)) or ""

    def page(self, code: str) -> str:
        """The manual page of one of its codes, in Markdown, without a heading. KeyError: not one of its codes."""
        if code not in self.codes:
            raise KeyError(code)
        return self.manual()

    def title(self, code: str) -> str:
        """What is wrong, in a few words: the name of the class."""
        words = re.sub(r"(?<!^)(?=[A-Z])", " ", type(self).__name__)
        return words.capitalize()
