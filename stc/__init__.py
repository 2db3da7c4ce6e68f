"""stc: a tracker for a public plan kept as plain text in git."""

__version__ = "0.1.0"
