"""Judges a workspace: rules, and the run that applies them."""
