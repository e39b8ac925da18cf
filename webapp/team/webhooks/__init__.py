"""Webhooks: signed messages to other systems: what became public, what came of it, the sums of a day."""
