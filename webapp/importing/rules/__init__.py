"""Rules: from the sections of a document to fields. Each takes what it is sure of and leaves the rest."""
