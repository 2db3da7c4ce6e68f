"""Counts, each with its denominator."""
