"""What the commands do: files are read, passes are run, results are printed or written. `cli` declares their options.

Nothing heavy is imported before a command needs it, so that `sladsl check` starts at once.
"""
