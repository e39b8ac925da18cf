"""Open, migrate, copy and back up the database."""
