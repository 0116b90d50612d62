"""Who reads on this desk, and how far two of them agree."""
