"""Deadlines as a calendar."""
