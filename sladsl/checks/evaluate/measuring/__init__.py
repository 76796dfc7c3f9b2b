"""What the records show: windows of the clock, selections of rows, periods, samples, measures, conditions, points and time limits.

The modules refer to one another, as the nodes that they evaluate do, and so import each other as modules.
"""
