"""Findings for people and for CI."""
