"""Records: what people export, read into columns of exact values or refused with line, value and remedy.

`read.read_records` is the way in; `table` is what it gives; `set_aside` writes out what it left behind.
"""
