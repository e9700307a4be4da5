"""A score in words: how likely, how hard, and its band; and what is done about it."""

from collections.abc import Mapping

from pmo_bot.model import Response
from pmo_bot.rules.risks import band

PROBABILITY = ("rare", "unlikely", "possible", "likely", "almost certain")
IMPACT = ("slight", "minor", "moderate", "major", "severe")
RESPONSES: Mapping[Response, str] = {
    Response.AVOID: "avoid it",
    Response.REDUCE: "reduce it",
    Response.TRANSFER: "hand it on",
    Response.ACCEPT: "live with it",
}


def points(score: int) -> str:
    """`high (12)`."""
    return f"{band(score).value} ({score})"


def sides(probability: int | None, impact: int | None) -> str:
    """`likely (4) × moderate (3) = 12, high`."""
    if not probability or not impact:
        return "not assessed"
    likely, hard = PROBABILITY[probability - 1], IMPACT[impact - 1]
    return f"{likely} ({probability}) × {hard} ({impact}) = {probability * impact}, {band(probability * impact).value}"


def begun(words: str) -> str:
    """The same at the beginning of a sentence."""
    return words[:1].upper() + words[1:]
