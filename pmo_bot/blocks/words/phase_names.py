"""What the phases of a project are called."""

from pmo_bot.model import Phase

PHASES = {
    Phase.PROPOSED: "proposed",
    Phase.APPROVED: "approved",
    Phase.DELIVERY: "in delivery",
    Phase.HYPERCARE: "in hypercare, just live",
    Phase.VALUE: "live, its value is looked at",
    Phase.CLOSED: "closed",
}
