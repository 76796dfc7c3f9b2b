"""From a plan to `checks.py`: a program on the standard library alone that settles the same records to the same amounts.

It is two programs in one file: the contract, made readable (`module`), and a runtime (`runtime`) that shares nothing with the
evaluator, so that either can show the other's mistakes.
"""

from sladsl.checks.emit.module import emit

__all__ = ["emit"]
