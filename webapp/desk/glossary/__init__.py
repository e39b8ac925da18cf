"""The glossary: how the team says a term in another language, the same in all campaigns."""
