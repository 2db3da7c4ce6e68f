"""Rules that are found while a file is read: its text, and its fields. Here they are told."""
