"""What is kept: campaign folders (read) and reported actions (written)."""
