"""In force: a policy, an agreement, a text that the public can read."""
