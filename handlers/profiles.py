"""What Slack says about somebody, in our words."""

from pmo_bot.model import Standing
from pmo_bot.ports import SlackProfile
from pmo_bot.services.people import Profile


def as_known(profile: SlackProfile, team: str) -> Profile:
    """Somebody as this workspace knows them: a member of another one comes from outside."""
    return Profile(profile.slack_id, profile.name, profile.zone, _standing(profile, team), profile.is_admin)


def _standing(profile: SlackProfile, team: str) -> Standing:
    if profile.deleted:
        return Standing.DEACTIVATED
    if profile.is_bot:
        return Standing.BOT
    if profile.team_id and profile.team_id != team:
        return Standing.EXTERNAL
    return Standing.GUEST if profile.is_guest else Standing.MEMBER
