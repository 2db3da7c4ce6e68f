"""Which steps a question is about."""
