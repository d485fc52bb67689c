"""Why nothing was written."""

from __future__ import annotations

from pmkit.model.complaint import Complaint


class Unwritable(Complaint):
    """A change that was not made, and why."""
