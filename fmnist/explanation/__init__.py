"""Why a model answers what it answers: pure functions over a predict function."""
