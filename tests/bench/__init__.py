"""Benchmarks: `make bench`. Each figure is a ratio of two things measured in one run, beside its goal."""
