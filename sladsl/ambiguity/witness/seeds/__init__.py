"""Seeds: cases at the contract's own boundaries, the simplest first, for each kind of question."""
