"""What git knows about the plan; the only room that starts another program."""
