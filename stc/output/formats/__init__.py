"""The steps as text: delimited, JSON, Markdown."""
