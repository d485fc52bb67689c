"""pmkit checks, ranks and renders product plans kept as YAML."""

__version__ = "0.1.0"
