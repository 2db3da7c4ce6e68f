"""One command per file; the docstring of its function `run` is its help."""
