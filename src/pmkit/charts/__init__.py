"""Data to the text of charts. Words come in from the caller."""
