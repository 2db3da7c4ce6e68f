"""The rules: one module each, with a stable code, a reason, a bad and a good example."""
