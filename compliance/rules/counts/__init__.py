"""Count and coverage: meetings held, groups reached, notice given, meetings open."""
