"""What the server does before and besides running pages."""
