"""The web process: what Slack calls over HTTP, health and metrics.  What handles Slack's calls is passed in."""
