"""The titles, labels and hints of the windows."""

from pmo_bot.blocks.people import name
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.model import Item, Person

TITLE = {
    "add": "New item",
    "add M": "New milestone",
    "add R": "New risk",
    "add I": "New issue",
    "goal": "New goal",
    "goal change": "Change the goal",
    "update": "Draft my status",
    "serve": "What is it for?",
    "kpi": "New figure",
    "kpi change": "Change the figure",
    "value": "Enter the value",
    "notreached": "Not reached",
    "pulse": "What do people think?",
    "mandate": "What the PMO is for",
    "care": "Who cares about it?",
    "change": "Change it",
    "decide": "Log a decision",
    "date": "New date",
    "block": "What does it wait for?",
    "sentence": "Add a sentence",
    "reassign": "Who takes over?",
    "extend": "New date",
    "project": "New project",
    "channel": "Where its digest goes",
    "prefs": "Your preferences",
    "counter": "Another date",
    "decline": "Not me",
    "askback": "Ask a question",
    "answer": "Answer",
    "keep": "Ask once more",
    "assign": "Someone else",
    "offer": "Offer it",
    "first": "Which one gives way?",
    "critical": "Which one gives way?",
    "done": "Done",
    "notyet": "Not yet",
    "away": "Time away",
    "heirs": "Who takes over?",
    "together": "Bring together",
    "scope": "Make it smaller",
    "drop": "No longer needed?",
    "live": "Live with it for now",
    "note": "Write a note",
    "readyby": "Ready by",
    "notwaited": "Not me",
    "refuse": "Keep the date",
    "snooze": "Remind me later",
    "moveanyway": "What moves with it",
    "policy": "Reminders and steps",
    "ask": "Ask for a decision",
    "choose": "Decide",
    "review": "Look again",
    "colour": "Why does it stay?",
    "waits": "What has to be there first",
    "object": "Object to the date",
    "assess": "How does it stand?",
    "measure": "Add a measure",
    "planfor": "If it happens",
    "phase": "Next phase",
    "gowithout": "Go on without it",
    "provide": "It is there",
    "propose": "A proposal",
    "learn": "What did you learn?",
}
SAVE, CANCEL, CLOSE = "Save", "Cancel", "Close"
NOTICE = "PMO Bot"

ADD_TITLE, ADD_OWNER, ADD_DUE = "What is to be done?", "Who owns it?", "By when?"
ADD_AS: dict[str, tuple[str, str, str]] = {
    "M": ("What has to be there?", "Who answers for it?", "On which day?"),
    "R": ("What could go wrong?", "Who watches it?", "By when could it happen?"),
    "I": ("What has gone wrong?", "Who takes care of it?", "By when?"),
}
"""What, who and when are called for a kind of its own."""
ADD_PROJECT, ADD_KIND, ADD_PRIORITY, ADD_DONE_MEANS = "Project", "Kind", "Priority", "Done means"
ADD_DONE_HINT = "How you will both know that it is done."
KINDS = {"A": "Action", "M": "Milestone", "R": "Risk", "I": "Issue"}
OWN_KINDS = {"D": "Decision", "C": "Check"}
"""What stays what it is."""
PRIORITIES = {"low": "Low", "normal": "Normal", "high": "High", "critical": "Critical"}

DATE_NEW, DATE_REASON = "New date", "Why does it move?"
DATE_HINT = "One sentence is enough. It goes into the history."
CHANGE_REASON_HINT = "Needed where the date moves. It goes into the history."

COUNTER_DUE, COUNTER_REASON = "Which day works for you?", "Why?"
COUNTER_HINT = "The date moves when it is agreed."
DECLINE_WHO = "Who could take it?"
ASK_BACK = "What do you need to know?"
ANSWER = "Your answer"
KEEP_REASON = "What shall the owner know?"
ASSIGN_WHO = "Who is asked instead?"

COLOUR_WHY, COLOUR_HINT = "Why does the colour stay?", "One sentence. The report shows it beside what is on record."

DONE_NOTE, DONE_HINT = "What shows it?", "A sentence or a link. It goes along to whoever asked for it."
NOT_YET, NOT_YET_HINT = "What is missing?", "The owner is asked once more, with these words."

BLOCK_PERSON, BLOCK_ITEM, BLOCK_TEXT = "A person", "Another item", "Something else"
BLOCK_ITEM_HINT = "Its key, such as A-12."
BLOCK_HINT = "While a person or an item is named, your clock stands still."

READY_DAY, READY_WORDS = "On which day?", "What shall they know?"
NOT_WAITED_WORDS = "What shall they know?"

SNOOZE_WHEN, SNOOZE_DATE = "When?", "Or on a day of your own"
SNOOZE_HINT = "Only the reminder waits. The date stays as it is."
SNOOZE_TOMORROW, SNOOZE_THREE = "Next working morning", "In three working days"

MOVE_ANYWAY = "Move it"

SENTENCE, SENTENCE_HINT = "In your words", "Goes along word for word if this is passed on."

REASSIGN_WHO, REASON = "Who takes over?", "Why?"
REASSIGN_HINT, REASSIGN_DUE = "They are asked for their yes.", "By when?"

SCOPE_TITLE = "What is left of it?"
LIVE_WHY, LIVE_UNTIL = "Why is that all right?", "When do we look again?"
LIVE_HINT = "Until then nobody is reminded of it. Its date stays."
TOGETHER_WHO, TOGETHER_ASK = "Who else is needed?", "The question"
TOGETHER_HINT = "You, the owner and whoever is waited for are in it anyway."
TOGETHER_QUESTION = "What does this need to go on, and by when can it be there?"
NOTE, NOTE_HINT = "Your note", "It goes to the owner and into the history. Nothing else changes."


def drop_ends(item: Item, owner: Person | None) -> Markup:
    """What is said first: it ends somebody else's work."""
    return mrkdwn(
        "It ends, and {name} hears that you said so. `/pmo reopen {key}` brings it back.",
        name=name(owner, "its owner"), key=item.key,
    )  # fmt: skip


PROJECT_NAME, PROJECT_KEY, PROJECT_LEAD = "Name", "Key", "Lead"
PROJECT_KEY_HINT = "Short, such as APOLLO. Left empty, it is made from the name."
PROJECT_SPONSOR, PROJECT_CHANNEL, PROJECT_MODE = "Sponsor", "Channel for the weekly digest", "How it is run"
MODES = {
    "supportive": ("Supportive", "A title is enough; the lead is asked before anything goes to the sponsor."),
    "controlling": ("Controlling", "Owner, date and reasons needed; what is done is confirmed by who asked."),
    "directive": ("Directive", "Assigned is promised; the lead sets dates; delays go up a step sooner."),
}

PREFS_DAYS, PREFS_OPENS, PREFS_CLOSES = "Your working days", "From", "Until"
PREFS_AT, PREFS_COUNTRY, PREFS_PAUSE = "Morning brief at", "Public holidays of", "Pause briefs until"
PREFS_HOW = "When does it come?"
PREFS_HOWS = {"chosen": "At this time", "learned": "When I usually answer; find it out"}
PREFS_PROFILE = "How many reminders?"
PROFILES = {
    "light": ("Few", "On the day, and twice while something stays open."),
    "standard": ("The usual", "As the project has set it."),
    "active": ("More", "Also two and three days before, and two days after."),
}
PREFS_PROFILE_HINT = "Questions and what is passed on come as they do for everybody."
PREFS_COUNTRY_HINT = "Such as ES, or ES-MD for one part of it. Left empty, no holidays count."

AWAY_FIRST, AWAY_LAST, AWAY_WHO = "First day away", "Last day away", "Who stands in?"
AWAY_HINT = "They see what falls due and may answer for you; both names stay in the history."

HEIRS_ALL, HEIRS_REST = "One person for everything", "Everything that is not named below"
HEIRS_HINT = "They are asked, as always. What you leave empty stays on your desk."
HEIRS_MORE = "Below are the {shown} that are due first, of {count}; the others go to whoever you name here."
PROJECT_BEGIN = "How does it begin?"
BEGINS = {
    "now": "At once",
    "observe": "Two weeks of watching: owners hear nothing, you see what they would",
}

POLICY_REQUESTER_LABEL = "Whoever asked for it"
POLICY_REQUESTER = {"yes": "Is told once when it is passed on", "no": "Is not told by itself"}
POLICY_REMINDERS = "Remind the owner"
POLICY_STEPS = {
    "preview": "Show the owner the note, working days after the date",
    "contact": "Tell the lead, working days after the date",
    "sponsor": "Tell the sponsor, working days after the date",
    "pmo": "Tell a PMO lead, working days after the date",
}
POLICY_GRACE, POLICY_PAUSE = "Working days to answer", "Working days more after “Acknowledge”"
POLICY_GRACE_HINT = "So long everybody who is told has for an answer before the next one is told."
POLICY_PAUSE_HINT = "So long nobody else is told once somebody has pressed the button."
POLICY_WEEK = "More things of one person in a week than this do not fit (7 where it is empty)"
PREFS_CAPACITY = "Points that fit into your week"
PREFS_CAPACITY_HINT = "An action counts two unless somebody said otherwise. Only you read the figures."
POLICY_FIRST = "Projects that come first at the same time, at most (3 where it is empty)"
POLICY_MOST_CRITICAL = "Critical items of a project at the same time, at most (3 where it is empty)"
POLICY_BUDGET = "Per cent from which on a budget counts as off (10 where it is empty)"
POLICY_CRITICAL_LABEL = "Critical items"
POLICY_CRITICAL = {"no": "Wait for working hours like all others", "yes": "Are told at any hour, without a day's wait"}
POLICY_WITHOUT_LABEL = "Windows do without"
POLICY_WITHOUT = {"done_means": "Done means", "priority": "Priority", "reason": "The reason for another date"}
BAD_NUMBER = "Use a whole number, such as 2."
BAD_REMINDERS = "I could not read this. Try -5 over 10, -1, 0, +1, +3, then every 5 up to 5."

BAD_COUNTRY = "I do not know this country's holidays. Use two letters, such as ES or US."
BAD_PART = "I do not know this part of {country}. I know {parts}."
BAD_KEY = "I do not know this item. Use a key such as A-12."
