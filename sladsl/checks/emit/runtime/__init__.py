"""The second half of every emitted `checks.py`.

These modules use the standard library and one another, nothing else: `layout.join` strips the imports between them and writes them
one after the other, in the order of `layout.PARTS`, behind the contract. They are a second implementation of what a plan means,
written from the descriptions of its nodes and not from the evaluator, so that the two can be held against each other.
"""
