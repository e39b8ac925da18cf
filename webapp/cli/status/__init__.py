"""`appeal status`: what the campaign team has to do, as a table, as JSON or as a page."""
