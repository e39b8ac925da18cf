"""What the desk has published: stored in the page's database, and followed by each public host."""
