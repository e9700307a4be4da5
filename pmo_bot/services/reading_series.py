"""The values of figures over time: what was entered, and for what people think the mean of each round."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from pmo_bot.model import Kpi
from pmo_bot.rules.value import pulse
from pmo_bot.store import value as stored

Series = list[tuple[date, float]]


def series(session: Session, kpi: Kpi) -> Series:
    """Day and value, oldest first; a round counts once enough people have answered."""
    return series_of(session, [kpi])[kpi.id]


def series_of(session: Session, kpis: Sequence[Kpi]) -> dict[int, Series]:
    """The same of each of some figures of one workspace."""
    found: dict[int, dict[date, float]] = {kpi.id: {} for kpi in kpis}
    for one in stored.measurements_of(session, kpis):
        found[one.kpi_id][one.on_date] = one.value
    rounds: dict[tuple[int, date], list[int]] = {}
    for answer in stored.pulses_of(session, kpis):
        if answer.score is not None:
            rounds.setdefault((answer.kpi_id, answer.asked_on), []).append(answer.score)
    for (kpi_id, day), scores in rounds.items():
        mean = pulse(scores)
        if mean is not None:
            found[kpi_id][day] = mean
    return {kpi_id: sorted(values.items()) for kpi_id, values in found.items()}
