"""Letters in, PDF out: the document, the printing process and its cache."""
