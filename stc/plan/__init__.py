"""The plan in memory: flat, resolved, typed and frozen."""
