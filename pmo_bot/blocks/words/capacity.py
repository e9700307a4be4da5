"""What somebody can do, which team they are in, how much fits into their week."""

from collections.abc import Sequence

from pmo_bot.blocks.text import Markup, mrkdwn


def skills_kept(names: Sequence[str]) -> Markup:
    """What was kept, and who reads it."""
    if not names:
        return mrkdwn("Noted: no skills. `/pmo prefs skills python, sap` names some.")
    return mrkdwn(
        "Noted: {names}. Whoever looks for somebody with one of these may see you suggested; you are always asked.",
        names=", ".join(names),
    )


def team_kept(name: str) -> Markup:
    """The team, and what it is good for."""
    if not name:
        return mrkdwn("Noted: no team. `/pmo prefs team finance` names one.")
    return mrkdwn("Noted: you belong to {name}. `/pmo list team {name}` shows what its people owe.", name=name)


def capacity_kept(points: int) -> Markup:
    """What fits into a week."""
    return mrkdwn(
        "Noted: {points} points fit into your week. An action counts two unless somebody said otherwise. Only you read "
        "the figures: `/pmo list load`.", points=points,
    )  # fmt: skip
