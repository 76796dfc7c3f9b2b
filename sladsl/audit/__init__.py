"""The ledger of statements: what was settled from what, one entry after the other, each sealed and holding the seal of the one before."""

from __future__ import annotations

from sladsl.audit.chain import Chain, read_chain
from sladsl.audit.contradicting import contradictions
from sladsl.audit.entry import Entry, Inputs, entry_of, repeats

__all__ = ["Chain", "Entry", "Inputs", "contradictions", "entry_of", "read_chain", "repeats"]
