"""The labels of buttons and fields."""

from pmo_bot.blocks.ids import Verb

LABELS: dict[Verb, str] = {
    Verb.DONE: "Done",
    Verb.ON_TRACK: "On track",
    Verb.NEW_DATE: "New date…",
    Verb.BLOCKED: "Blocked…",
    Verb.UNBLOCK: "No longer blocked",
    Verb.SNOOZE: "Remind me in 3 working days",
    Verb.WHY: "Why did I get this?",
    Verb.UNDO: "Undo",
    Verb.SHOW: "Show it",
    Verb.REOPEN: "Not done after all",
    Verb.CHANGE: "Change…",
    Verb.SENTENCE: "Add a sentence…",
    Verb.EXTEND: "Extend",
    Verb.EXTEND_TO: "Another date…",
    Verb.REASSIGN: "Someone else…",
    Verb.DROP: "No longer needed",
    Verb.ACKNOWLEDGE: "Acknowledge",
    Verb.RELEASE: "Ask the sponsor",
    Verb.PREFERENCES: "Preferences",
    Verb.PAUSE: "Pause for a week",
    Verb.OPEN_HOME: "See what I have for you",
    Verb.NEW_ITEM: "New item…",
    Verb.PICK_DATE: "Pick a date…",
    Verb.NEW_PROJECT: "New project…",
}
