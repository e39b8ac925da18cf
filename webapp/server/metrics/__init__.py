"""The numbers of a running app, and how Prometheus gets them."""
