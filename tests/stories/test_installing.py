"""Several workspaces let the bot in by themselves: each is served with its own token, which stands nowhere in clear."""

from __future__ import annotations

import json
import logging
import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from pydantic import SecretStr

from pmo_bot.app import Bot, build
from pmo_bot.jobs import keyring
from pmo_bot.model import Installation, Workspace
from pmo_bot.services import installing
from pmo_bot.settings import Settings
from pmo_bot.store import outbox, whole
from tests.many import ALDER, BIRCH, Many, many

MARIA, JON = "U0MARIA", "U0JON"
ORG = "E0GROUP"


async def test_two_workspaces_let_it_in_and_each_is_answered_with_its_own_token(sqlite_url: str) -> None:
    async with many(sqlite_url) as m:
        async with m.browser() as browser:
            assert "PMO Bot is in Company Alder" in await browser.installs(ALDER)
        await m.install(BIRCH)
        assert m.live(ALDER) != m.live(BIRCH)
        for team, w in m.worlds.items():
            await w.types(JON, "/pmo project new Apollo")
            await w.submits(JON, sponsor="U0INES", channel="C0APOLLO", mode="supportive")
            await w.types(JON, f"/pmo add The list of {team} @Maria Ortega by tomorrow")
        await m.worlds[ALDER].until("2026-12-01", "10:00")
        for team, w in m.worlds.items():
            assert f"The list of {team}" in json.dumps(w.briefs(MARIA))
            assert m.tokens(team) == {m.live(team)}


async def test_what_goes_wrong_on_the_way_is_said_and_nothing_is_kept(sqlite_url: str) -> None:
    async with many(sqlite_url, (ALDER,)) as m, m.browser() as browser, m.browser() as another:
        status, page = await browser.comes_back(await browser.answers(await browser.sets_out(ALDER), answer=""))
        assert (status, "Nothing was installed" in page) == (200, True)

        back = await browser.answers(await browser.sets_out(ALDER))
        for who in (another, browser, browser):  # led there by somebody else; then as it should be; then once more
            status, page = await who.comes_back(back)
            assert (status, "cannot be used any more" in page) in ((400, True), (200, False))
        assert status == 400
        assert (await another.comes_back(back.replace("state=", "state=x")))[0] == 400
        assert (await another.comes_back(f"{m.base}/slack/oauth_redirect?code={'x' * 5000}&state=y"))[0] == 400

        m.worlds[ALDER].playground.faults.server_error("oauth.v2.access")
        status, page = await another.comes_back(await another.answers(await another.sets_out(ALDER)))
        assert (status, "Slack did not answer" in page) == (502, True)
        m.worlds[ALDER].playground.faults.error("oauth.v2.access", "bad_client_secret")
        status, page = await another.comes_back(await another.answers(await another.sets_out(ALDER)))
        assert (status, "bad_client_secret" in page) == (400, True)


async def test_the_browser_keeps_a_cookie_that_only_this_way_reads_and_a_proof_goes_along(sqlite_url: str) -> None:
    async with many(sqlite_url, (ALDER,), slack_pkce=True) as m, m.browser() as browser:
        m.worlds[ALDER].playground.oauth.pkce = True
        async with browser.http.get(f"{m.base}/slack/install?team=%22%3E", allow_redirects=False) as page:
            address, cookie = page.headers["location"], page.headers["set-cookie"].lower()
        assert "code_challenge_method=S256" in address
        assert "team=" not in address, "what is no id is left out"
        assert all(word in cookie for word in ("httponly", "samesite=lax", "max-age=600", "path=/slack/oauth_redirect"))
        assert "secure" not in cookie, "the address of this test is not https"
        back = await browser.answers(address)
        (asked,) = m.worlds[ALDER].playground.oauth.codes.values()
        asked.challenge = "of somebody else"
        status, page_at_end = await browser.comes_back(back)
        assert (status, "invalid_code_verifier" in page_at_end) == (400, True)
        await browser.installs(ALDER)


async def test_tokens_are_renewed_before_they_end_by_one_process_also_when_an_answer_is_lost(sqlite_url: str) -> None:
    async with many(sqlite_url, (ALDER,)) as m:
        oauth, w = m.worlds[ALDER].playground.oauth, m.worlds[ALDER]
        oauth.rotation = True
        await m.install(ALDER)
        first, other = m.live(ALDER), build(m.settings, clock=w.clock)
        await jobs(m.bot)[-1]()
        assert m.live(ALDER) == first, "there is time"

        near_the_end(m)
        w.playground.faults.server_error("oauth.v2.access", after_effect=True)
        await jobs(m.bot)[-1]()
        assert (len(oauth.issued), "You owe" in await w.hears(MARIA, "/pmo list")) == (2, True)
        near_the_end(m)  # the lease has run out
        for one in (m.bot, other):
            await jobs(one)[-1]()
        assert len(oauth.issued) == 3, "one of the two asked"
        oauth.issued[0].dead = "token_expired"
        await m.bot.client.of(ALDER).call("auth.test")
        assert m.tokens(ALDER, "auth.test") == {m.live(ALDER)}
        await other.client.close()
        other.db.close()


async def test_taken_out_it_falls_silent_at_once_and_what_was_there_is_erased_in_time(sqlite_url: str) -> None:
    async with many(sqlite_url) as m:
        await m.install(ALDER, BIRCH)
        for w in m.worlds.values():
            await w.types(JON, "/pmo add The access list @Maria Ortega by tomorrow")
        left = m.worlds[ALDER].playground
        calls = len(left.world.calls)
        await left.oauth.uninstall()
        await m.worlds[ALDER].settled()
        assert kept(m, ALDER).bot_token == ""
        assert "was taken out" in await m.worlds[ALDER].types(MARIA, "/pmo list")
        await m.worlds[ALDER].until("2026-12-01", "10:00")
        assert len(left.world.calls) == calls, "nothing leaves any more"
        assert m.worlds[BIRCH].briefs(MARIA)

        await m.worlds[ALDER].until("2026-12-20", "10:00")
        await m.install(ALDER)
        assert "The access list" in await m.worlds[ALDER].hears(MARIA, "/pmo list")

        await left.oauth.uninstall()
        await m.worlds[ALDER].until("2027-01-20", "10:00")
        await jobs(m.bot)[-1]()
        with m.bot.db.reading() as session:
            assert whole.rows_of(session, ALDER) == {}
            assert session.get(Workspace, ALDER) is None
            assert whole.rows_of(session, BIRCH)["item"] == 1


async def test_a_token_that_slack_took_back_is_noticed_where_nobody_said_so(sqlite_url: str) -> None:
    async with many(sqlite_url, (ALDER,)) as m:
        await m.install(ALDER)
        m.worlds[ALDER].playground.oauth.issued[-1].dead = "token_revoked"
        await m.worlds[ALDER].types(MARIA, "/pmo list")
        await jobs(m.bot)[-1]()
        assert kept(m, ALDER).gone_at is not None
        m.worlds[ALDER].playground.oauth.issued.clear()
        await m.install(ALDER)
        m.bot.installer.keyring.doubt(ALDER, "invalid_auth")  # type: ignore[union-attr]
        await jobs(m.bot)[-1]()
        assert kept(m, ALDER).gone_at is None, "Slack takes it: it was no more than a doubt"


async def test_an_organisation_lets_it_in_for_each_of_its_workspaces(sqlite_url: str) -> None:
    async with many(sqlite_url, (ALDER,)) as m:
        w = m.worlds[ALDER]
        w.playground.world.workspace.enterprise_id, w.playground.world.workspace.org_wide = ORG, True
        assert "was taken out" in await w.types(MARIA, "/pmo list")
        async with m.browser() as browser:
            assert f"{w.playground.world.workspace.name} Group" in await browser.installs(ALDER)
        assert (kept(m, ORG).is_org_wide, m.bot.installer is not None) == (True, True)
        assert "You owe nothing" in await w.hears(MARIA, "/pmo list")
        assert m.tokens(ALDER) == {m.live(ALDER)}
        await w.playground.oauth.uninstall()
        await w.settled()
        assert kept(m, ORG).bot_token == ""
        assert "was taken out" in await w.types(MARIA, "/pmo list")


async def test_a_token_stands_nowhere_in_clear(
    sqlite_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """Not in the file, its log or a dump; in no log at DEBUG, though nothing is redacted here, and in no repr."""
    caplog.set_level(logging.DEBUG)
    async with many(sqlite_url, (ALDER,), log_level="DEBUG") as m:
        w = m.worlds[ALDER]
        w.playground.oauth.rotation = True
        await m.install(ALDER)
        await w.hears(MARIA, "/pmo list")
        w.playground.faults.server_error("users.info")
        await w.types(JON, "/pmo list")
        near_the_end(m)
        w.playground.faults.error("oauth.v2.access", "invalid_refresh_token")
        await jobs(m.bot)[-1]()
        secrets = {s for one in w.playground.oauth.issued for s in (one.token, one.refresh)}
        secrets |= {"made-up-client-secret", m.settings.token_keys.get_secret_value()}  # type: ignore[union-attr]
        whole_bot = repr(m.bot) + repr(m.settings) + repr(vars(m.bot.installer)) + repr(kept(m, ALDER))
        path = Path(sqlite_url.removeprefix("sqlite:///"))
        dump = subprocess.run(
            ["python3", "-c", f"import sqlite3; print(*sqlite3.connect({str(path)!r}).iterdump())"],
            capture_output=True, check=True,
        ).stdout  # fmt: skip
        files = b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*")) + dump
    shown = "".join(capfd.readouterr()) + caplog.text + whole_bot
    assert "token.not_renewed" in shown
    assert ALDER.encode() in files
    for secret in secrets:
        assert secret not in shown
        assert secret.encode() not in files


# --- what these stories share ---------------------------------------------------------


def jobs(bot: Bot) -> list[Callable[[], Awaitable[object]]]:
    """What the heartbeat does at an interval; the last of them looks after installations."""
    return [job for job, _ in bot.heartbeat._jobs]


def near_the_end(m: Many) -> None:
    """The token has an hour left, and nobody renews it."""
    with m.bot.db.transaction() as session:
        one = session.get_one(Installation, ALDER)
        one.expires_at, one.lease_until = outbox.shared_clock(session) + installing.ON_THE_WAY, None
        session.add(one)


def kept(m: Many, owner: str) -> Installation:
    """What is kept of who let the bot in."""
    with m.bot.db.reading() as session:
        return session.get_one(Installation, owner)


def test_another_process_forgets_a_token_within_half_a_minute() -> None:
    assert keyring.KEPT_SECONDS <= 30.0


def test_one_workspace_or_several_but_not_both() -> None:
    with pytest.raises(ValueError, match="leave one of them out"):
        Settings(_env_file=None, slack_bot_token=SecretStr("xoxb-1"), slack_client_id="1.2")
