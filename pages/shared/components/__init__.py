"""Clickable HTML components: confusion matrices, galleries, one image's detail, the leaderboard."""
