"""Previews: the page of a version, for whoever has its link, and the panel beside the editor."""
