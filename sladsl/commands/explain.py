from __future__ import annotations

import difflib

from sladsl.casebook import page as page_of
from sladsl.commands.refusal import Refusal
from sladsl.manual import codes


def run_explain(code: str) -> int:
    """Prints the page of a code. Refused: no such code, with the codes that look like it."""
    page = page_of(code)
    if page is None:
        wanted = code.strip().upper()
        near = difflib.get_close_matches(wanted, codes(), n=5, cutoff=0.5)
        like = f" Codes like it: {', '.join(near)}." if near else ""
        raise Refusal(
            f'No finding has the code "{code}". It stands in brackets behind the word error or warning.{like}'
        )
    print(page.rstrip())
    return 0
