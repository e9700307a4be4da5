"""Mutants that no test can notice, by module, line and change, each with the reason."""

WEIGHTS = "URGENCY = {Priority.CRITICAL: 0, Priority.HIGH: 1, Priority.NORMAL: 2, Priority.LOW: 3}"

EQUIVALENT: dict[tuple[str, str, str], str] = {
    ("brief", WEIGHTS, "0 → 1"): "what is critical comes first already",
    ("brief", WEIGHTS, "3 → 4"): "still the least",
    ("digest", "slot = slot_for(calendar, slot.monday + timedelta(days=7))", "7 → 8"): "the Tuesday of the same week",
    ("digest", 'was=_HEALTHS.get(before.get("health", -1)),', "1 → 2"): "neither is a colour",
    (
        "digest",
        "return facts.people.get(person_id) if person_id is not None else None",
        "if always",
    ): "nobody has no number",
    (
        "gate",
        "person: Person | None, calendar: Calendar, reason: Reason, now: datetime, asks_today: int = 0",
        "0 → 1",
    ): "one of three is no more than none of three; whoever counts passes the count",
}
