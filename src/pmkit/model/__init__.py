"""What a workspace is made of: items, fields, places, links and findings. No input or output."""
