"""Previews: the page of a version, for everybody with its link, and the panel beside the editor."""
