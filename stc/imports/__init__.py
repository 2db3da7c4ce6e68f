"""From tables to a plan, by rules that a person wrote."""
