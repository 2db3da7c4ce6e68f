"""Import of tables into a plan, by rules that a person wrote."""
