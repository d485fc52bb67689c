"""Reads and writes a workspace: files, YAML, settings."""
