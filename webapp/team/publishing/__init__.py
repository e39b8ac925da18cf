"""What the public sees: planned on one screen, decided by a person, and handed to the page's hosts."""
