"""All access to git."""
