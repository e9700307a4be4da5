"""What each of Slack's answers means for a message: not sent, dead, or ambiguous.  Unknown is ambiguous.

All that Slack documents for the methods the bot calls stands in one of three lists (`tests/slack/test_errors.py`).
"""

from pmo_bot.ports import TAKEN_BACK, Fate

LATER = frozenset(
    """
    access_denied accesslimited account_inactive app_access_restricted enterprise_is_restricted
    external_channel_migrating fetch_members_failed hash_conflict invalid_auth invalid_cursor
    list_record_comment_fetch_failed message_limit_exceeded metadata_must_be_sent_from_app missing_scope
    not_allowed_token_type not_authed org_login_required rate_limited ratelimited
    send_on_behalf_not_allowed storage_limit_reached streaming_state_conflict team_access_not_granted
    team_added_to_org team_not_found token_expired token_revoked two_factor_setup_required
    """.split()  # noqa: SIM905 - as a list it is three pages
)
"""Certainly not carried out, and may work later: too much at once, or the bot itself is locked out until somebody
mends it."""

DEAD = frozenset(
    """
    alt_txt_too_large as_user_not_supported attachment_payload_limit_exceeded block_mismatch blocked_file_type
    cannot_dm_bot cannot_reply_to_message cant_broadcast_message cant_update_message channel_is_archived
    channel_is_limited_access channel_not_found channels_limit_exceeded deprecated_endpoint draft_already_deleted
    draft_already_sent draft_has_conflict draft_not_found duplicate_channel_not_found duplicate_external_id
    duplicate_message_not_found edit_window_closed ekm_access_denied exchanged_trigger_id expired_trigger_id
    file_deleted file_is_deleted file_not_found file_share_limit_reached file_type_not_allowed
    file_upload_size_restricted file_uploads_disabled file_uploads_except_images_disabled invalid_arg_name
    invalid_arguments invalid_array_arg invalid_attachments invalid_blocks invalid_blocks_format invalid_channel
    invalid_charset invalid_form_data invalid_limit invalid_metadata_filter_keys invalid_metadata_format
    invalid_metadata_schema invalid_post_type invalid_trigger_id invalid_ts_latest invalid_ts_oldest
    invalid_user_combination is_archived is_inactive markdown_text_conflict max_file_sharing_exceeded
    message_not_found messages_tab_disabled metadata_too_large method_deprecated
    method_not_supported_for_channel_type missing_argument missing_file_data missing_post_type missing_profile_id
    msg_blocks_too_long msg_too_long no_dual_broadcast_content_update no_permission no_text not_enabled not_enough_users
    not_found not_implemented not_in_channel only_one_table_allowed posting_to_channel_denied restricted_action
    restricted_action_non_threadable_channel restricted_action_read_only_channel restricted_action_thread_locked
    restricted_action_thread_only_channel slack_connect_blocked_file_type slack_connect_canvas_sharing_blocked
    slack_connect_clip_sharing_blocked slack_connect_file_link_sharing_blocked
    slack_connect_file_upload_sharing_blocked slack_connect_lists_sharing_blocked snippet_too_large thread_not_found
    too_many_attachments too_many_contact_cards too_many_users unable_to_share_files unknown_snippet_type
    unknown_subtype user_disabled user_not_found user_not_in_channel user_not_visible users_list_not_supplied
    view_too_large
    """.split()  # noqa: SIM905 - as a list it is three pages
)
"""Will not work however often it is tried."""

AMBIGUOUS = frozenset(
    """
    fatal_error file_update_failed internal_error request_timeout service_unavailable update_failed
    """.split()  # noqa: SIM905 - as a list it is three pages
)
"""May have been carried out: Slack says so itself, or says nothing about it."""

LOCKED_OUT = TAKEN_BACK | {"invalid_auth", "not_authed", "token_expired"}
"""Of a token that opens nothing any more, or never did."""
LOCKED_OUT_SECONDS = 300.0
NO_HISTORY = frozenset({"missing_scope", "team_access_not_granted"})
"""Where the bot may write and not read."""


def fate_of(error: str) -> Fate:
    """The class of one error name."""
    if error in LATER:
        return Fate.LATER
    if error in DEAD:
        return Fate.DEAD
    return Fate.AMBIGUOUS
