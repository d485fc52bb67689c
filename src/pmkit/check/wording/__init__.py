"""Wording: the texts of a plan, words in them that word lists name, and patterns of sentences."""

from pmkit.check.wording.passages import NORMATIVE, Passage, Passages, Role
from pmkit.check.wording.wording import Found, Wording

__all__ = ["NORMATIVE", "Found", "Passage", "Passages", "Role", "Wording"]
