"""Measurements. `make bench` runs them all; see benchmarks/README.md."""
