"""The values of a figure over time: what was entered, and for what people think the mean of each round."""

from datetime import date

from sqlmodel import Session

from pmo_bot.model import Kpi
from pmo_bot.rules.value import pulse
from pmo_bot.store import value as stored


def series(session: Session, kpi: Kpi) -> list[tuple[date, float]]:
    """Day and value, oldest first; a round counts once enough people have answered."""
    found = {one.on_date: one.value for one in stored.measurements(session, kpi)}
    rounds: dict[date, list[int]] = {}
    for one in stored.pulses(session, kpi):
        if one.score is not None:
            rounds.setdefault(one.asked_on, []).append(one.score)
    for day, scores in rounds.items():
        mean = pulse(scores)
        if mean is not None:
            found[day] = mean
    return sorted(found.items())
