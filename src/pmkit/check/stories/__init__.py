"""Stories: how many actions a wish names, who wants it, and what does not belong into it."""
