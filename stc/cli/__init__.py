"""The command line: the only floor that knows Typer, the clock, the environment and stdout."""
