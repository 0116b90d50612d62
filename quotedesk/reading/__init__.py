"""Files and pages to articles, one module a format."""
