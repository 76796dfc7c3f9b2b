"""Engines: databases that measure records for the evaluator, exactly as it would over their rows.

An engine gives counts, sums and ranks as integers and decimals; what follows from them is settled by the evaluator. sqlglot and DuckDB
are imported only when an engine is made.
"""
