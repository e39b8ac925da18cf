"""Joining, signing in and out, and one's own passkeys and sessions."""
