"""Where anything may leave to: Slack, or the server that stands in for it, whatever a payload says."""

import re
from typing import Any

import aiohttp
from yarl import URL

SLACKS = ("slack.com", "slack-gov.com")
PARTS = ("", "hooks.", "files.")
"""The Web API, response URLs, uploads."""
PLAIN = re.compile(r"[\x21-\x3f\x41-\x5b\x5d-\x7e]+")
"""Signs that every reader of a URL takes alike: no spaces, no backslashes, nobody's name, nothing beyond ASCII."""


class Elsewhere(aiohttp.ClientError):
    """A request that would have gone to somebody else."""


class Places:
    """The hosts that the bot talks to."""

    def __init__(self, api_url: str) -> None:
        own = URL(api_url)
        hosts = [part + str(own.raw_host) for part in PARTS] if own.raw_host in SLACKS else [str(own.raw_host)]
        self._known = {(own.scheme, host, own.port) for host in hosts}

    def allows(self, url: str) -> bool:
        """Whether a URL is one of Slack's, read as whoever sends to it reads it.  Never raises."""
        if PLAIN.fullmatch(url) is None:
            return False
        try:
            return self._is_known(URL(url))
        except ValueError:
            return False

    def _is_known(self, url: URL) -> bool:
        return (url.scheme, url.raw_host, url.port) in self._known

    def guard(self) -> aiohttp.TraceConfig:
        """For a session: a request to anywhere else is not sent, and a redirect is not followed."""
        trace = aiohttp.TraceConfig()

        async def starts(_session: Any, _context: Any, request: aiohttp.TraceRequestStartParams) -> None:
            if not self._is_known(request.url):
                raise Elsewhere("not one of Slack's hosts")

        async def redirected(_session: Any, _context: Any, answer: aiohttp.TraceRequestRedirectParams) -> None:
            answer.response.close()
            raise Elsewhere("Slack does not redirect")

        trace.on_request_start.append(starts)
        trace.on_request_redirect.append(redirected)
        return trace
