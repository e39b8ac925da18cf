"""Pure values of letter writing: no Flask, no database, no files, no clock."""
