"""Lets `python -m stc` do what the command does."""

from stc.cli.main import main_entry

if __name__ == "__main__":
    main_entry()
