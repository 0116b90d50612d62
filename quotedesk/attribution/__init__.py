"""Who said it: names, cues, people, and the reason for each attribution."""
