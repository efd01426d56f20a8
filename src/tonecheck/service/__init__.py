"""The HTTP service: one event loop that only passes bytes on, and processes that examine them."""
