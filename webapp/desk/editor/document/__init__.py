"""A draft from a document: the file that is sent, the review beside it, and a new issue of a case."""
