"""Text to tree and back: the only room that knows the grammar, and the only one that imports lark (to build the parse table)."""
