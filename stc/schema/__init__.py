"""The files as people write them, strictly: a quick check, and pydantic where it is not certain."""
