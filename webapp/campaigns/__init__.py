"""Campaign folders: read, check and serve them."""
