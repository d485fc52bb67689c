#!/bin/sh
# Renews requirements-dev.lock: every package with version and hashes, and no address.
set -eu
.venv/bin/python -m pip install --quiet uv
.venv/bin/uv pip compile pyproject.toml --group dev scripts/build.in --universal \
    --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --quiet \
    --output-file requirements-dev.lock
