"""One way to call Slack: once, no retries behind our back, every failure an `Outcome`."""

import base64
import json
import logging
import time
from typing import Any

import aiohttp
from pydantic import SecretStr
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from pmo_bot.ports import TOO_FAST, Fate, Outcome, Tokens
from pmo_bot.slack.errors import LOCKED_OUT, LOCKED_OUT_SECONDS, fate_of
from pmo_bot.slack.places import Places

TIMEOUT_SECONDS = 10.0
KEPT_SECONDS = 2.0
"""How long an idle connection is used again: less than servers keep theirs, so that no request goes into one that the
other side has just closed, after which nobody knows whether it was carried out."""
UNREACHABLE_SECONDS = 5.0
OK = 200
TOO_MANY = 429
SERVER_ERROR = 500
NOT_LET_IN = "not_installed"


class SlackClient:
    """Slack's Web API and response URLs over one pool of connections, opened at the first call.

    Every request is sent once: the SDK's own retries post twice after a lost answer.  A method that Slack limits is
    left alone until its `Retry-After` is over, whoever asks for it.
    """

    def __init__(
        self, token: str, api_url: str, timeout: float = TIMEOUT_SECONDS, tokens: Tokens | None = None
    ) -> None:
        """With `tokens` each workspace has its own, and `of` a workspace is to be asked for before Slack is."""
        self._web = AsyncWebClient(token=token, base_url=api_url, retry_handlers=[], logger=_sdk_log())
        # The SDK ignores its own `timeout` on a session that it is given.
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._limited_until: dict[str, float] = {}
        self._places = Places(api_url)
        self._tokens = tokens
        self._of: dict[str, SlackClient] = {}

    def of(self, team: str) -> "SlackClient":
        """Slack as one workspace sees it: spoken to with that workspace's token, limited by itself."""
        if self._tokens is None:
            return self
        if team not in self._of:
            self._of[team] = _OfOne(self, team, self._tokens)
        return self._of[team]

    def limited(self, method: str) -> float:
        """For how many seconds Slack wants no call of a method; 0 when it takes them."""
        return max(0.0, self._limited_until.get(method, 0.0) - time.monotonic())

    async def call(self, method: str, **arguments: Any) -> tuple[Outcome, dict[str, Any]]:
        """Call a method; what Slack answered, or an empty dict, beside what became of it."""
        if (wait := self.limited(method)) > 0:
            return Outcome(Fate.LATER, error=TOO_FAST, retry_after=wait), {}
        outcome, data = await self._call(method, json=arguments)
        if outcome.fate is Fate.LATER and outcome.error == TOO_FAST:
            self._limited_until[method] = time.monotonic() + outcome.retry_after
        return outcome, data

    async def as_app(
        self, method: str, told: dict[str, str], client_id: str, secret: SecretStr
    ) -> tuple[Outcome, dict[str, Any]]:
        """Call a method in the name of the app itself, which no workspace's token can do."""
        named = base64.b64encode(f"{client_id}:{secret.get_secret_value()}".encode()).decode()
        return await self._call(method, data=told, headers={"Authorization": f"Basic {named}"})

    async def _call(self, method: str, **how: Any) -> tuple[Outcome, dict[str, Any]]:
        self._web.session = self._session()
        try:
            answer = await self._web.api_call(method, **how)
        except SlackApiError as failure:
            return _refused(failure.response), {}
        except aiohttp.ClientConnectorError as failure:
            return Outcome(Fate.LATER, error=_unreachable(failure), retry_after=UNREACHABLE_SECONDS), {}
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as failure:
            why = "it took too long" if isinstance(failure, TimeoutError) else "the connection broke"
            return Outcome(Fate.AMBIGUOUS, error=f"no clear answer: {why}"), {}
        except AttributeError:  # the SDK asks whatever came whether it is `ok`, a list as well
            return Outcome(Fate.AMBIGUOUS, error="no clear answer: it is not Slack's"), {}
        data = answer.data if isinstance(answer.data, dict) else {}
        channel = data.get("channel")
        there = channel if isinstance(channel, str) else ""
        return Outcome(Fate.DONE, channel=there, ts=str(data.get("ts", ""))), data

    async def post(self, url: str, payload: dict[str, Any]) -> bool:
        """Post to a URL that Slack gave with an action; whether it was taken.  It goes to Slack or nowhere."""
        if not self._places.allows(url):
            return False
        try:
            async with self._session().post(url, json=payload, allow_redirects=False) as response:
                return response.status == OK
        except (aiohttp.ClientError, TimeoutError, OSError):
            return False

    async def upload(self, name: str, body: bytes, alt: str) -> str:
        """Keep a file that nobody sees until a message shows it; its id, or nothing where Slack does not take it."""
        wanted = {"filename": name, "length": str(len(body)), "alt_txt": alt}
        _, data = await self._call("files.getUploadURLExternal", data=wanted)
        file, url = str(data.get("file_id", "")), str(data.get("upload_url", ""))
        if not file or not self._places.allows(url):
            return ""
        async with self._session().post(url, data=body, allow_redirects=False) as response:
            if response.status != OK:
                return ""
        kept = {"files": json.dumps([{"id": file, "title": name}])}
        outcome, _ = await self._call("files.completeUploadExternal", data=kept)
        return file if outcome.fate is Fate.DONE else ""

    async def close(self) -> None:
        """Let go of the connections."""
        if self._web.session is not None:
            await self._web.session.close()

    def _session(self) -> aiohttp.ClientSession:
        if self._web.session is None or self._web.session.closed:
            self._web.session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(keepalive_timeout=KEPT_SECONDS),
                timeout=self._timeout,
                trace_configs=[self._places.guard()],
            )
        return self._web.session


class _OfOne(SlackClient):
    """One workspace's: the connections are everybody's, the token and the limits its own."""

    def __init__(self, everybody: SlackClient, team: str, tokens: Tokens) -> None:
        vars(self).update(vars(everybody))
        self._everybody, self._team, self._of_team = everybody, team, tokens.of
        self._doubt, self._limited_until = tokens.doubt, {}

    def of(self, team: str) -> SlackClient:
        return self._everybody.of(team)

    async def _call(self, method: str, **how: Any) -> tuple[Outcome, dict[str, Any]]:
        token = await self._of_team(self._team)
        if token is None:
            return Outcome(Fate.LATER, error=NOT_LET_IN, retry_after=LOCKED_OUT_SECONDS), {}
        spoken = {"Authorization": f"Bearer {token.get_secret_value()}"}
        outcome, data = await super()._call(method, headers=spoken, **how)
        if outcome.error in LOCKED_OUT:
            self._doubt(self._team, outcome.error)
        return outcome, data

    def _session(self) -> aiohttp.ClientSession:
        return self._everybody._session()

    async def close(self) -> None:
        """The connections are everybody's."""


def _sdk_log() -> logging.Logger:
    """Where the SDK writes: at DEBUG it would write down what Slack gives, tokens included."""
    log = logging.getLogger(f"{__name__}.sdk")
    log.setLevel(logging.WARNING)
    return log


def _unreachable(failure: aiohttp.ClientConnectorError) -> str:
    """Why nobody was told anything, without the names that a library has for it."""
    why = "nothing answers at its address"
    if isinstance(failure, aiohttp.ClientConnectorDNSError):
        why = f"the name {failure.host} is not found"
    elif isinstance(failure, (aiohttp.ClientConnectorSSLError, aiohttp.ClientConnectorCertificateError)):
        why = "its certificate is not trusted here"
    return f"cannot reach Slack: {why}"


def _refused(response: Any) -> Outcome:
    """What an answer means that is not ok, or is not even JSON: then it is aiohttp's own, without `data`."""
    status = getattr(response, "status_code", 0)
    data = getattr(response, "data", None)
    if status == TOO_MANY:
        return Outcome(Fate.LATER, error=TOO_FAST, retry_after=_retry_after(response.headers))
    if status >= SERVER_ERROR or not isinstance(data, dict):
        return Outcome(Fate.AMBIGUOUS, error=f"HTTP {status}" if status else "no clear answer: broken JSON")
    error = str(data.get("error", "unknown"))
    fate = fate_of(error)
    if error == TOO_FAST:
        return Outcome(fate, error=error, retry_after=_retry_after(response.headers))
    return Outcome(fate, error=error, retry_after=LOCKED_OUT_SECONDS if fate is Fate.LATER else 0.0)


def _retry_after(headers: Any) -> float:
    try:
        return max(1.0, float(headers.get("Retry-After", "1")))
    except ValueError:
        return 1.0
