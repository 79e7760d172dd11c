"""What people read in a terminal: plain sentences, wrapped, with colour only where the terminal shows it."""
