"""What answers at the addresses of calendars while something is wrong here."""

from __future__ import annotations

from typing import Any

from sqlalchemy.exc import OperationalError
from starlette.applications import Starlette
from structlog.testing import capture_logs

from pmo_bot.web.feed import feed_routes
from tests.torture.asking import ask
from tests.torture.hostile_requests import Sent


async def test_while_the_database_is_away_programs_are_asked_to_come_again() -> None:
    def read(secret: str) -> Any:
        raise OperationalError("SELECT", {}, Exception("disk I/O error"))

    with capture_logs() as logs:
        status = await ask(Starlette(routes=[*feed_routes(read)]), Sent(method="GET", path=f"/calendar/{'a' * 64}.ics"))
    assert status == 503
    assert [line["action"] for line in logs] == ["web.calendar_failed"]
