"""What the bot asks a workspace for, each with its reason; `manifest.json` asks for the same."""

REQUIRED = {
    "app_mentions:read": "a mention in a channel is answered with what the bot can do",
    "channels:read": "whether a channel is public, and who is in it",
    "chat:write": "briefs, questions and reports",
    "commands": "`/pmo` and the shortcuts",
    "groups:read": "whether a channel is private: its project is shown to its members alone",
    "im:history": "answers in words; and to look a direct message up whose answer was lost",
    "im:write": "a direct message is opened before it is written, so that it can be looked up",
    "users:read": "names, time zones, and who has left",
}
OPTIONAL = {
    "channels:history": "to look a report up whose answer was lost; without it such a report is held",
    "files:write": "charts as pictures; without it their figures stand in words",
    "groups:history": "the same as in public channels, for private ones",
    "mpim:history": "to look a conversation of several up; without it such a message is held",
    "mpim:write": "to bring several people together; without it each of them reads whom to write to",
}
