"""Rules about a change of the plan from one version to the next."""
