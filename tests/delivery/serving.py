"""`./run worker` as a process of its own whose clock stands still.

Started as `python -m tests.delivery.serving DATABASE SLACK TIME PORT`.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime

from pmo_bot.cli import serve
from tests.delivery.office import worker

if __name__ == "__main__":
    url, api_url, now, port = sys.argv[1:]
    bot = worker(url, api_url, datetime.fromisoformat(now))
    bot.settings.health_port = int(port)
    sys.exit(asyncio.run(serve._work(bot)))
