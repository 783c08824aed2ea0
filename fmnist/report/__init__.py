"""Numbers and findings in the forms in which they leave the dashboard."""
