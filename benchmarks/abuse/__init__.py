"""Attacks, and what they cost: a package of benchmarks, one for each thing that is attacked."""
