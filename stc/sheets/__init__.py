"""The sheet a department reports in: what it holds, and what one that was filled in says."""
