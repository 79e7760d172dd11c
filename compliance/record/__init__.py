"""The store: what was recorded, when, and what it corrects. Rows are added and never changed."""
