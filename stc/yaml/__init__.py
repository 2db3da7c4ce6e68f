"""A YAML file as text with the place of every key and value, and exact edits of it."""
