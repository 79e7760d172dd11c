"""Mutation testing: whether a test fails when a line of the core is changed."""
