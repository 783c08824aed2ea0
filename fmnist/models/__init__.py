"""One recipe per file; the file name is the model's key."""
