"""The commands of `pilcrow`, by purpose. Everything heavy is imported where it is used, so that `pilcrow --help` and a
mistyped option answer at once."""
