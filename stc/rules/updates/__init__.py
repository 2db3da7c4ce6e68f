"""Rules about the updates of a voice."""
