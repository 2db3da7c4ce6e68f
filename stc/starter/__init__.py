"""A new plan: the answers about it, the files it begins with, and writing them to disk."""
