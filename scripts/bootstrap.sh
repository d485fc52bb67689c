#!/bin/sh
# Builds .venv from the lock file. Takes the Python to use as its argument.
set -eu
python=$1

if ! command -v "$python" >/dev/null 2>&1; then
    echo "pmkit needs Python 3.11 or newer; there is no $python. Try: make PYTHON=/path/to/python3" >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "pmkit needs Python 3.11 or newer; $python is $("$python" -V). Try: make PYTHON=python3.11" >&2
    exit 1
fi
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    echo "$python has no venv. On Debian and Ubuntu: sudo apt install python3-venv" >&2
    exit 1
fi

same() { [ "$(.venv/bin/python -c "$1" 2>/dev/null)" = "$("$python" -c "$1")" ]; }
same 'import sys; print(sys.version_info[:2])' || "$python" -m venv --clear .venv
echo "Installing what pmkit needs into .venv (once) ..." >&2
if ! .venv/bin/python -m pip install --quiet --require-hashes -r requirements-dev.lock; then
    echo "The packages of requirements-dev.lock could not be fetched. This needs a network once, or PIP_INDEX_URL." >&2
    exit 1
fi
.venv/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
.venv/bin/python -m compileall -q src/pmkit
