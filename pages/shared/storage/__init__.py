"""What a person keeps: findings, pins, and the browser that stores them."""
