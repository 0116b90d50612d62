"""What was done on the desk, by whom and when, and the way back."""
