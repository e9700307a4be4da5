"""The Web API answers as Slack does, error names included."""

import json
from typing import Any

import pytest

from pmo_bot.playground import Playground
from tests.playground.conftest import Clock, make_playground


class Caller:
    """Calls methods without a network."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.playground: Playground = make_playground(self.clock)
        self.world = self.playground.world

    def __call__(self, method: str, /, token: str | None = None, **args: Any) -> Any:
        return self.playground.web_api.answer(method, "xoxb-playground" if token is None else token, args)

    def error(self, method: str, /, **args: Any) -> str:
        answer = self(method, **args)
        assert answer["ok"] is False
        return str(answer["error"])


@pytest.fixture
def call() -> Caller:
    return Caller()


def test_tokens_are_checked(call: Caller) -> None:
    assert call("auth.test", token="")["error"] == "not_authed"
    assert call("auth.test", token="xoxb-other")["error"] == "invalid_auth"
    assert call("auth.test", token="xapp-playground")["error"] == "not_allowed_token_type"
    assert call("apps.connections.open")["error"] == "not_allowed_token_type"
    assert call("auth.test")["user_id"] == "U0BOT"
    call.world.token_error = "token_revoked"
    assert call.error("auth.test") == "token_revoked"


def test_unknown_methods_and_missing_arguments_have_names(call: Caller) -> None:
    assert call.error("chat.shout") == "unknown_method"
    assert call("chat.postMessage", text="hello")["response_metadata"] == {
        "messages": ["[ERROR] missing required field: channel"]
    }


def test_a_missing_scope_is_named(call: Caller) -> None:
    call.world.workspace.scopes = ("chat:write",)
    assert call("users.info", user="U0JON")["needed"] == "users:read"
    assert call("conversations.open", users="U0JON")["needed"] == "im:write"
    assert call("conversations.info", channel="C0APOLLO")["needed"] == "channels:read"


@pytest.mark.parametrize(
    ("users", "error"),
    [
        ("U0LEFT", "user_disabled"),
        ("U0NOBODY", "user_not_found"),
        ("U0OTHERBOT", "cannot_dm_bot"),
        ("", "users_list_not_supplied"),
        (",".join(f"U{n}" for n in range(9)), "too_many_users"),
    ],
)
def test_a_direct_message_cannot_be_opened_with_everybody(call: Caller, users: str, error: str) -> None:
    assert call.error("conversations.open", users=users) == error


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("C0NOWHERE", "channel_not_found"),
        ("C0BOARD", "channel_not_found"),
        ("C0OLD", "is_archived"),
        ("U0OTHERBOT", "cannot_dm_bot"),
    ],
)
def test_where_the_bot_cannot_post(call: Caller, channel: str, error: str) -> None:
    assert call.error("chat.postMessage", channel=channel, text="hello") == error


def test_a_public_channel_without_the_bot_is_not_in_channel(call: Caller) -> None:
    call.world.channels["C0APOLLO"].members.remove("U0BOT")
    assert call.error("chat.postMessage", channel="C0APOLLO", text="hello") == "not_in_channel"
    assert call.error("conversations.history", channel="C0APOLLO") == "not_in_channel"
    assert call("conversations.info", channel="C0APOLLO")["channel"]["is_member"] is False


def test_posting_to_somebody_who_left_succeeds_silently(call: Caller) -> None:
    assert call("chat.postMessage", channel="U0LEFT", text="hello")["ok"]


def test_timestamps_are_virtual_unique_and_growing(call: Caller) -> None:
    first = call("chat.postMessage", channel="C0APOLLO", text="1")["ts"]
    second = call("chat.postMessage", channel="C0APOLLO", text="2")["ts"]
    assert first == f"{call.clock.time.timestamp():.0f}.000000"
    assert second > first


def test_history_finds_a_message_by_its_metadata(call: Caller) -> None:
    dm = call("conversations.open", users="U0JON")["channel"]["id"]
    key = {"event_type": "delivery", "event_payload": {"k": "abc"}}
    old = call("chat.postMessage", channel=dm, text="old")["ts"]
    ts = call("chat.postMessage", channel=dm, text="new", metadata=json.dumps(key))["ts"]
    call("chat.postMessage", channel=dm, text="reply", thread_ts=ts)
    found = call("conversations.history", channel=dm, oldest=old, include_all_metadata="true", limit="15")
    assert [(m["ts"], m["metadata"], m["reply_count"]) for m in found["messages"]] == [(ts, key, 1)]
    plain = call("conversations.history", channel=dm)["messages"]
    assert plain[0]["metadata"] == {"event_type": "delivery"}
    inclusive = call("conversations.history", channel=dm, oldest=old, latest=old, inclusive=1)["messages"]
    assert [m["ts"] for m in inclusive] == [old]


def test_history_comes_in_pages_newest_first(call: Caller) -> None:
    for number in range(5):
        call("chat.postMessage", channel="C0APOLLO", text=str(number))
    first = call("conversations.history", channel="C0APOLLO", limit=3)
    assert ([m["text"] for m in first["messages"]], first["has_more"]) == (["4", "3", "2"], True)
    cursor = first["response_metadata"]["next_cursor"]
    rest = call("conversations.history", channel="C0APOLLO", limit=3, cursor=cursor)
    assert ([m["text"] for m in rest["messages"]], rest["has_more"]) == (["1", "0"], False)
    assert call.error("conversations.history", channel="C0APOLLO", cursor="nonsense") == "invalid_cursor"
    assert call.error("conversations.history", channel="C0APOLLO", oldest="soon") == "invalid_ts_oldest"


def test_an_update_keeps_what_it_leaves_out(call: Caller) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "*x*"}}]
    key = {"event_type": "delivery", "event_payload": {}}
    posted = call("chat.postMessage", channel="U0JON", text="one", blocks=blocks, metadata=key)
    where = {"channel": posted["channel"], "ts": posted["ts"]}
    updated = call("chat.update", text="two", **where)["message"]
    assert (updated["text"], updated["blocks"], updated["metadata"]) == ("two", posted["message"]["blocks"], key)
    assert call.error("chat.update", text="x" * 4001, **where) == "msg_too_long"
    assert call.error("chat.update", **where) == "no_text"
    assert call.error("chat.update", text="x", channel="U0JON", ts=posted["ts"]) == "channel_not_found"
    assert call.error("chat.update", text="x", channel=posted["channel"], ts="1.000001") == "message_not_found"
    assert call("chat.update", text="three", blocks=[], **where)["message"].get("blocks") is None


def test_blocks_get_the_ids_they_lack(call: Caller) -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Go"}}
    posted = call("chat.postMessage", channel="C0APOLLO", text="x", blocks=[{"type": "actions", "elements": [button]}])
    block = posted["message"]["blocks"][0]
    assert block["block_id"]
    assert block["elements"][0]["action_id"]
    assert block["elements"][0]["text"]["emoji"] is True


def test_people_come_with_their_zone_unless_they_left(call: Caller) -> None:
    jon = call("users.info", user="U0JON")["user"]
    assert (jon["tz"], jon["tz_offset"], jon["is_bot"]) == ("Europe/Madrid", 3600, False)
    left = call("users.info", user="U0LEFT")["user"]
    assert left["deleted"]
    assert "tz" not in left
    assert call("users.info", user="U0EXTERN")["user"]["team_id"] == "T0OTHER"
    listed, cursor = [], None
    while cursor != "":
        part = call("users.list", limit=5, **({"cursor": cursor} if cursor else {}))
        listed += part["members"]
        cursor = part["response_metadata"]["next_cursor"]
    assert len({user["id"] for user in listed}) == len(listed) == 12
    slackbot = next(user for user in listed if user["id"] == "USLACKBOT")
    assert slackbot["is_bot"] is False


def test_a_private_channel_is_no_secret_only_to_its_members(call: Caller) -> None:
    every = call("conversations.list", types="public_channel,private_channel", exclude_archived=True)["channels"]
    assert {channel["id"] for channel in every} == {"C0GENERAL", "C0APOLLO", "C0HELP", "C0STEER", "C0EXEC"}
    assert call.error("conversations.members", channel="C0BOARD") == "channel_not_found"
    call.world.channels["C0BOARD"].members.append("U0BOT")
    assert call("conversations.members", channel="C0BOARD")["members"] == ["U0INES", "U0JON", "U0BOT"]


def test_a_permalink_and_a_reaction(call: Caller) -> None:
    ts = call("chat.postMessage", channel="C0APOLLO", text="x")["ts"]
    link = call("chat.getPermalink", channel="C0APOLLO", message_ts=ts)["permalink"]
    assert link == f"https://alder-finch.slack.com/archives/C0APOLLO/p{ts.replace('.', '')}"
    where = {"channel": "C0APOLLO", "timestamp": ts, "name": "eyes"}
    assert call("reactions.add", **where)["ok"]
    assert call.error("reactions.add", **where) == "already_reacted"


TITLE = {"type": "plain_text", "text": "Title"}


def view(**more: Any) -> str:
    return json.dumps({"type": "modal", "title": TITLE, "blocks": [], **more})


def test_a_trigger_counts_once_and_for_three_seconds(call: Caller) -> None:
    trigger = call.world.triggers.give("U0JON")
    assert call("views.open", trigger_id=trigger, view=view())["view"]["root_view_id"]
    assert call.error("views.open", trigger_id=trigger, view=view()) == "exchanged_trigger_id"
    assert call.error("views.open", trigger_id="1.2.3", view=view()) == "invalid_trigger_id"
    call.world.triggers.lifetime = -1.0
    assert call.error("views.open", trigger_id=call.world.triggers.give("U0JON"), view=view()) == "expired_trigger_id"


def test_modals_stack_up_to_three(call: Caller) -> None:
    def push() -> Any:
        return call("views.push", trigger_id=call.world.triggers.give("U0JON"), view=view())

    assert push()["error"] == "not_found"
    call("views.open", trigger_id=call.world.triggers.give("U0JON"), view=view())
    assert push()["ok"]
    third = push()["view"]
    assert third["previous_view_id"] != third["root_view_id"]
    assert push()["error"] == "push_limit_reached"


def test_an_update_from_an_old_state_conflicts(call: Caller) -> None:
    opened = call("views.open", trigger_id=call.world.triggers.give("U0JON"), view=view(external_id="e"))["view"]
    updated = call("views.update", view_id=opened["id"], hash=opened["hash"], view=view(external_id="e"))["view"]
    assert updated["hash"] != opened["hash"]
    assert call.error("views.update", external_id="e", hash=opened["hash"], view=view()) == "hash_conflict"
    assert call.error("views.update", view_id="V0GONE", view=view()) == "not_found"
    trigger = call.world.triggers.give("U0SAM")
    assert call.error("views.open", trigger_id=trigger, view=view(external_id="e")) == "duplicate_external_id"


def test_home_is_published_for_people_who_exist(call: Caller) -> None:
    home = {"type": "home", "blocks": []}
    first = call("views.publish", user_id="U0JON", view=home)["view"]
    assert call("views.publish", user_id="U0JON", view=home, hash=first["hash"])["ok"]
    assert call.error("views.publish", user_id="U0JON", view=home, hash=first["hash"]) == "hash_conflict"
    assert call.error("views.publish", user_id="U0NOBODY", view=home) == "user_not_found"
    call.world.workspace.home_tab = False
    assert call.error("views.publish", user_id="U0JON", view=home) == "not_enabled"


def test_an_ephemeral_message_needs_a_member_and_leaves_no_trace(call: Caller) -> None:
    where = {"channel": "C0APOLLO", "text": "psst"}
    assert call.error("chat.postEphemeral", user="U0GUEST", **where) == "user_not_in_channel"
    ts = call("chat.postEphemeral", user="U0JON", **where)["message_ts"]
    assert call("conversations.history", channel="C0APOLLO")["messages"] == []
    assert call.error("chat.update", channel="C0APOLLO", ts=ts, text="x") == "message_not_found"


def test_refused_blocks_are_explained_in_slacks_words(call: Caller) -> None:
    blocks = json.dumps([{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}])
    answer = call("chat.postMessage", channel="C0APOLLO", text="x", blocks=blocks)
    assert answer["error"] == "invalid_blocks"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    ]
    assert call("blocks.validate", blocks=blocks)["error"] == "invalid_blocks"
    assert call.error("chat.postMessage", channel="C0APOLLO", text="x", blocks="{") == "invalid_blocks_format"
