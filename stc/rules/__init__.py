"""The rules: one file each, pure, with a stable code, a why, a bad and a good example."""
