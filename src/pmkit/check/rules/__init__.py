"""The rules, one module a topic."""
