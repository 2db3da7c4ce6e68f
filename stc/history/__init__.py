"""What git says about the plan; the only floor that starts another program."""
