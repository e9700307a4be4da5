"""What each of Slack's answers means for a message: sent, not sent, ambiguous, dead.  Unknown is ambiguous."""

from pmo_bot.ports import Fate

LATER = frozenset(
    {
        "ratelimited",
        "rate_limited",
        "message_limit_exceeded",
        "team_added_to_org",
        "accesslimited",
        # The bot itself is locked out: messages stay due until somebody mends it.
        "account_inactive",
        "invalid_auth",
        "not_authed",
        "token_expired",
        "token_revoked",
        "missing_scope",
        "team_access_not_granted",
    }
)
"""Certainly not carried out, and may work later."""

DEAD = frozenset(
    {
        "as_user_not_supported",
        "block_mismatch",
        "cannot_dm_bot",
        "cant_update_message",
        "channel_is_archived",
        "channel_not_found",
        "edit_window_closed",
        "ekm_access_denied",
        "invalid_arguments",
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_metadata_format",
        "invalid_metadata_schema",
        "is_archived",
        "is_inactive",
        "message_not_found",
        "messages_tab_disabled",
        "metadata_too_large",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_permission",
        "no_text",
        "not_in_channel",
        "only_one_table_allowed",
        "restricted_action",
        "restricted_action_non_threadable_channel",
        "restricted_action_read_only_channel",
        "restricted_action_thread_locked",
        "restricted_action_thread_only_channel",
        "slack_connect_canvas_sharing_blocked",
        "too_many_attachments",
        "too_many_contact_cards",
        "user_disabled",
        "user_not_found",
        "user_not_visible",
        "view_too_large",
    }
)
"""Will not work however often it is tried."""

LOCKED_OUT_SECONDS = 300.0


def fate_of(error: str) -> Fate:
    """The class of one error name."""
    if error in LATER:
        return Fate.LATER
    if error in DEAD:
        return Fate.DEAD
    return Fate.AMBIGUOUS
