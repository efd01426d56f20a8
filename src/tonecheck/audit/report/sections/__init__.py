"""What each section of the report shows, worked out from the results."""
