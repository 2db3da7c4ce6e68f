"""The plan as questions are asked of it: flat, resolved, typed and frozen."""
