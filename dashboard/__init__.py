"""Pilcrow's pages: they ask `compliance` and draw the answer."""
