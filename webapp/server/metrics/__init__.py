"""Metrics of a running server, and the endpoint where Prometheus reads them."""
