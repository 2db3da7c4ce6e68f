"""From a path to a plan, or to findings with their places."""
