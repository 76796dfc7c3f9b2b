"""The exact evaluator: plan, records and readings give the statement.

Two halves. *Measuring* (`world`, `scope`, `rows`, `periods`, `samples`, `measures`, `conditions`, `points`, `limits`, `coverage`,
`events`) says what the records show: selections, periods, measures, conditions. *Settling* says what follows from it.

The measuring modules refer to one another, as the nodes that they evaluate do, and so import each other by their full names.
"""
