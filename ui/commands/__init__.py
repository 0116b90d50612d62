"""What each command does and prints, without a window."""
