"""What comes in: data folders, checked whole before anything is recorded."""
