"""What leaves: files that others can open without this program."""
