"""`python -m pmo_bot` is `pmo-bot`."""

from pmo_bot.cli.main import main

main()
