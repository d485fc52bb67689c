"""`python -m pmkit`."""

from pmkit.cli.app import run

run()
