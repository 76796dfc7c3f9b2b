"""What is unusual in the records of a statement, and what would be due if it were not there."""

from __future__ import annotations

from sladsl.checks.evaluate.flaws.hanging import flaws_of

__all__ = ["flaws_of"]
