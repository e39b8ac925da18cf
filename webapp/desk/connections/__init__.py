"""Connections: webhooks and tokens of the API, for coordinators of all campaigns."""
