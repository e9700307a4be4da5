"""What the bot has to survive, at numbers that nobody meets: a short form in the test run, whole with `./run prove`."""
