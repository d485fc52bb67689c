"""One form for files of items: what `pmkit fmt` writes, and what it leaves alone.

`layout` knows the lines of a text, and `patch` is a change of it. `review` and `looks` find what to
change, `blocks`, `orders` and `margins` make the patches, `meaning` holds the law that nothing is
lost; `file` and `files` put them together.
"""
