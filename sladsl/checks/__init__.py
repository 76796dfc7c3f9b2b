"""Checks: the plan that a contract comes to, its exact evaluator, and the programs made from it."""
