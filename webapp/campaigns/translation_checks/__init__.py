"""Checks of one translation beside its source: what is certainly another fact, and what is worth a look."""
