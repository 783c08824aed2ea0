"""THE registry of trained models: one folder, one key, no second list anywhere."""
