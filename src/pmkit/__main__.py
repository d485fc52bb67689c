"""`python -m pmkit`."""

from pmkit.cli.app import main

main()
