"""A draft from a document at the desk."""
