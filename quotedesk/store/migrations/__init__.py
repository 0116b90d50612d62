"""The desk's schema, one module a version."""
