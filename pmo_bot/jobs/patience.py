"""How long a worker waits: a lease has to outlive whatever its holder set in motion."""

from dataclasses import dataclass

MOST_DOUBLINGS = 4


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a worker waits for what, in real seconds.

    A lease outlives everything that its holder may set in motion: whoever claims the row next can then look the
    message up and trust what it finds.
    """

    lease: float = 60.0
    http: float = 10.0
    """For one answer."""
    provider: float = 20.0
    """How much later than that Slack may still carry a request out; nothing in doubt is looked up sooner."""
    margin: float = 5.0

    def __post_init__(self) -> None:
        if self.fence <= 0:
            raise ValueError(
                f"a lease of {self.lease:g} s is too short: {self.http:g} s for an answer, {self.provider:g} s for "
                f"Slack to carry it out and {self.margin:g} s of margin have to fit into it, else a message may be "
                "sent twice"
            )

    @property
    def fence(self) -> float:
        """How long after its claim a message may still be sent."""
        return self.lease - self.http - self.provider - self.margin

    def after(self, attempts: int) -> float:
        """How long to wait after an attempt that nobody knows the end of."""
        return float(self.provider * 2 ** min(attempts - 1, MOST_DOUBLINGS))
