"""R18: every error that Slack documents for what the bot calls has a class; one that nobody knows is ambiguous."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from pmo_bot.audit.messages import NO_ENTRY, READER_GONE
from pmo_bot.cli.letters import MEANINGS
from pmo_bot.ports import NO_CONVERSATION, TAKEN_BACK, TOO_FAST, Fate
from pmo_bot.slack.errors import AMBIGUOUS, DEAD, LATER, LOCKED_OUT, NO_HISTORY, fate_of
from tests.lengths import proof
from tests.torture import report

EVERYWHERE = """
access_denied accesslimited account_inactive deprecated_endpoint ekm_access_denied enterprise_is_restricted
fatal_error internal_error invalid_arg_name invalid_arguments invalid_array_arg invalid_auth invalid_charset
invalid_form_data invalid_post_type method_deprecated missing_post_type missing_scope no_permission
not_allowed_token_type not_authed org_login_required ratelimited request_timeout service_unavailable
team_access_not_granted team_added_to_org token_expired token_revoked two_factor_setup_required
"""
DOCUMENTED = {
    "auth.test": """

    """,
    "chat.postEphemeral": """
        cannot_reply_to_message channel_not_found invalid_attachments invalid_blocks invalid_blocks_format is_archived
        markdown_text_conflict message_limit_exceeded messages_tab_disabled msg_too_long no_text not_in_channel
        restricted_action too_many_attachments user_not_in_channel
    """,
    "chat.postMessage": """
        app_access_restricted as_user_not_supported attachment_payload_limit_exceeded cannot_reply_to_message
        channel_not_found draft_already_deleted draft_already_sent draft_has_conflict draft_not_found
        duplicate_channel_not_found duplicate_message_not_found invalid_blocks invalid_blocks_format
        invalid_metadata_format invalid_metadata_schema is_archived markdown_text_conflict message_limit_exceeded
        messages_tab_disabled metadata_must_be_sent_from_app metadata_too_large missing_file_data msg_blocks_too_long
        no_text not_in_channel rate_limited restricted_action restricted_action_non_threadable_channel
        restricted_action_read_only_channel restricted_action_thread_locked restricted_action_thread_only_channel
        send_on_behalf_not_allowed slack_connect_canvas_sharing_blocked slack_connect_file_link_sharing_blocked
        slack_connect_lists_sharing_blocked team_not_found too_many_attachments too_many_contact_cards
    """,
    "chat.update": """
        as_user_not_supported block_mismatch blocked_file_type cant_broadcast_message cant_update_message
        channel_not_found edit_window_closed external_channel_migrating file_deleted file_is_deleted file_not_found
        file_share_limit_reached invalid_attachments invalid_blocks invalid_blocks_format invalid_metadata_format
        invalid_metadata_schema is_inactive markdown_text_conflict max_file_sharing_exceeded message_limit_exceeded
        message_not_found metadata_must_be_sent_from_app metadata_too_large msg_too_long
        no_dual_broadcast_content_update no_text posting_to_channel_denied slack_connect_blocked_file_type
        slack_connect_canvas_sharing_blocked slack_connect_clip_sharing_blocked slack_connect_file_link_sharing_blocked
        slack_connect_file_upload_sharing_blocked streaming_state_conflict team_not_found too_many_attachments
        unable_to_share_files update_failed
    """,
    "conversations.history": """
        channel_is_limited_access channel_not_found invalid_cursor invalid_metadata_filter_keys invalid_ts_latest
        invalid_ts_oldest not_in_channel
    """,
    "conversations.info": """
        channel_is_limited_access channel_not_found
    """,
    "conversations.members": """
        channel_not_found fetch_members_failed invalid_cursor invalid_limit method_not_supported_for_channel_type
    """,
    "conversations.open": """
        channel_not_found invalid_user_combination method_not_supported_for_channel_type not_enough_users too_many_users
        user_disabled user_not_found user_not_visible users_list_not_supplied
    """,
    "conversations.replies": """
        channel_not_found invalid_cursor invalid_metadata_filter_keys invalid_ts_latest invalid_ts_oldest
        list_record_comment_fetch_failed method_not_supported_for_channel_type thread_not_found
    """,
    "files.completeUploadExternal": """
        channel_not_found channels_limit_exceeded file_not_found file_type_not_allowed file_update_failed
        file_uploads_except_images_disabled invalid_blocks invalid_channel not_in_channel posting_to_channel_denied
    """,
    "files.getUploadURLExternal": """
        alt_txt_too_large file_type_not_allowed file_upload_size_restricted file_uploads_disabled
        file_uploads_except_images_disabled missing_argument snippet_too_large storage_limit_reached
        unknown_snippet_type unknown_subtype
    """,
    "users.info": """
        too_many_users user_not_found user_not_visible
    """,
    "views.open": """
        duplicate_external_id exchanged_trigger_id expired_trigger_id invalid_trigger_id view_too_large
    """,
    "views.publish": """
        duplicate_external_id hash_conflict missing_profile_id not_enabled not_implemented view_too_large
    """,
    "views.update": """
        duplicate_external_id hash_conflict not_found view_too_large
    """,
}
"""By method; what may come from any of them stands above."""
NAMES = sorted({*EVERYWHERE.split(), *(name for names in DOCUMENTED.values() for name in names.split())})


def test_every_method_that_the_bot_calls_is_looked_at() -> None:
    rooms = Path(__file__).parents[2] / "pmo_bot"
    source = "".join(path.read_text() for room in ("slack", "cli", "jobs") for path in (rooms / room).glob("*.py"))
    called = set(re.findall(r'"((?:auth|chat|conversations|files|users|views)\.[a-zA-Z]+)"', source))
    assert called <= {*DOCUMENTED}


@pytest.mark.parametrize("name", NAMES)
def test_every_documented_error_is_in_one_list(name: str) -> None:
    assert [name in LATER, name in DEAD, name in AMBIGUOUS].count(True) == 1


@pytest.mark.parametrize(
    ("name", "fate"),
    [
        ("ratelimited", Fate.LATER),
        ("token_revoked", Fate.LATER),
        ("external_channel_migrating", Fate.LATER),
        ("is_archived", Fate.DEAD),
        ("cannot_reply_to_message", Fate.DEAD),
        ("thread_not_found", Fate.DEAD),
        ("internal_error", Fate.AMBIGUOUS),
        ("fatal_error", Fate.AMBIGUOUS),
        ("made_up_tomorrow", Fate.AMBIGUOUS),
        ("", Fate.AMBIGUOUS),
    ],
)
def test_what_it_means_for_a_message(name: str, fate: Fate) -> None:
    assert fate_of(name) is fate


@pytest.mark.parametrize(
    "names",
    [{TOO_FAST}, TAKEN_BACK, NO_CONVERSATION, LOCKED_OUT, NO_HISTORY, NO_ENTRY,
     READER_GONE - {"", "bot", "deactivated", "not on Slack"}, {one for one in MEANINGS if "_" in one}],
)  # fmt: skip
def test_whoever_asks_for_a_name_asks_for_one_that_slack_has(names: Iterable[str]) -> None:
    assert set(names) <= LATER | DEAD | AMBIGUOUS


def test_the_lists_are_apart() -> None:
    assert len(LATER | DEAD | AMBIGUOUS) == len(LATER) + len(DEAD) + len(AMBIGUOUS)


@proof
def test_none_is_without_a_class_and_what_nobody_knows_may_have_happened() -> None:
    classes = [sum(name in known for name in NAMES) for known in (LATER, DEAD, AMBIGUOUS)]
    measured = "{} come later, {} never, {} may have happened".format(*classes)
    report.row("R18", target=f"each of {len(NAMES)} documented errors in one class", measured=measured)
    assert sum(classes) == len(NAMES)
    assert {fate_of(f"{name}_of_tomorrow") for name in NAMES} == {Fate.AMBIGUOUS}
