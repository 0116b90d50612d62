"""Who is quoted on the desk."""
