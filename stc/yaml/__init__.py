"""YAML text with the place of every key and value, exact edits and the canonical layout."""
