"""The `appeal` command."""
