"""Previews: which files of a campaign are shown to whom, by which address, and until when."""
