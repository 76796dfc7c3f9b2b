"""Witnesses: for an open question the fewest and roundest events on which its answers come to different amounts.

`search` settles cases from `seeds` in a clean world under each answer, on the clauses that the question can touch (`cones`), makes the
best one smaller (`shrink`) and settles it again on the whole plan; `telling` says it in words. `sladsl.questions.disputes` is the pass.
"""
