"""The exact evaluator: plan, records and readings give the statement.

`measuring` says what the records show, `settling` what follows from it, `statement` how it is told; `examples` evaluates worked examples
in a world of their own. `settle.evaluate` is the whole; `open` does it under every value of the readings that are open.
"""
