"""A new plan: what is asked about it, the files it begins with, and those files on disk."""
