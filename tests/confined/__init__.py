"""Workers that read files nobody trusts."""
