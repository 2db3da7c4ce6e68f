"""Rules about the measures."""
