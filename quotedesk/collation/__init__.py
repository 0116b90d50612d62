"""The same quote across sources: grouping, alignment, relations. Pure functions, no storage."""
