"""Results to the screen and to other programs."""
