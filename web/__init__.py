"""Pages and API in the browser, the webhook door, health and metrics."""
