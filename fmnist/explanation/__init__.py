"""Why a model answers what it answers, and what breaks it: pure functions."""
