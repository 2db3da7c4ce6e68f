"""Rules about the plan."""
