"""From an intent to a new text of the file, proved to differ in nothing else."""
