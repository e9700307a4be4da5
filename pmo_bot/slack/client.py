"""One way to call Slack: no retries behind our back, every failure an `Outcome`."""

from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from pmo_bot.ports import Fate, Outcome
from pmo_bot.slack.errors import LOCKED_OUT_SECONDS, fate_of

TIMEOUT_SECONDS = 10
SERVER_ERROR = 500
TOO_MANY = 429


def web_client(token: str, api_url: str) -> AsyncWebClient:
    """A client that sends every request once: the SDK's own retries post twice after a lost answer."""
    return AsyncWebClient(token=token, base_url=api_url, timeout=TIMEOUT_SECONDS, retry_handlers=[])


async def call(client: AsyncWebClient, method: str, **arguments: Any) -> tuple[Outcome, dict[str, Any]]:
    """Call a method; what Slack answered, or an empty dict, beside what became of it."""
    try:
        answer = await client.api_call(method, json=arguments)
    except SlackApiError as failure:
        return _refused(failure), {}
    except aiohttp.ClientConnectorError as failure:
        return Outcome(Fate.LATER, error=f"cannot reach Slack: {type(failure).__name__}", retry_after=5.0), {}
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as failure:
        return Outcome(Fate.AMBIGUOUS, error=f"no clear answer: {type(failure).__name__}"), {}
    data = answer.data if isinstance(answer.data, dict) else {}
    channel = data.get("channel")
    return (
        Outcome(Fate.DONE, channel=channel if isinstance(channel, str) else "", ts=str(data.get("ts", ""))),
        data,
    )


def _refused(failure: SlackApiError) -> Outcome:
    response = failure.response
    status = getattr(response, "status_code", 0)
    if status == TOO_MANY:
        return Outcome(Fate.LATER, error="ratelimited", retry_after=_retry_after(response.headers))
    if status >= SERVER_ERROR:
        return Outcome(Fate.AMBIGUOUS, error=f"HTTP {status}")
    data = response.data if isinstance(response.data, dict) else {}
    error = str(data.get("error", "unknown"))
    fate = fate_of(error)
    retry = LOCKED_OUT_SECONDS if fate is Fate.LATER and error != "ratelimited" else 1.0
    return Outcome(fate, error=error, retry_after=retry)


def _retry_after(headers: Any) -> float:
    try:
        return max(1.0, float(headers.get("Retry-After", "1")))
    except ValueError:
        return 1.0
