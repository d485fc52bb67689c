"""Documents for people: a workspace and a template in, Markdown out."""
