"""Days between: windows long enough, drafts posted before effect, deadlines met."""
