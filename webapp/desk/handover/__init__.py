"""The screen of the handover pack: what will be in it, and its two files."""
