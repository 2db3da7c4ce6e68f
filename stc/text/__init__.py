"""Strings: control characters, the nearest word, quotes, typography. Knows no plan."""
