"""What follows from what: goals, requirements, features, stories and tests, and the gaps."""
