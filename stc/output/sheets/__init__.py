"""The sheets that departments report in, as files."""
