"""The files as people write them, strictly: pydantic models, imported only to validate."""
