"""The command line: options in, exit code out. Typer lives here only."""
