"""Orders items by published methods."""
