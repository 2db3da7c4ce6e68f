"""One verb a file; each has a function `run` whose docstring is its help."""
