"""Labels and hints of the windows of goals, figures, the mandate and people who care."""

GOAL_TITLE, GOAL_MEASURE = "What is to be reached?", "By what can anybody tell?"
GOAL_TARGET, TARGET_ON, OWNER = "Which value?", "By when?", "Whose is it?"
NUMBER_HINT = "A plain number, such as 60 or 4.5."
BAD_NUMBER = "Use a plain number here, such as 60 or 4.5."
WHICH_GOAL, GOAL_NONE = "Which goal does it serve?", "None"
KPI_NAME, KPI_KIND = "What is measured?", "What is it for?"
KPI_SOURCE, KPI_SOURCE_HINT = (
    "Where is the value read?",
    "A report, a system, a person to ask: so that nobody has to look for it.",
)
KPI_DEFINITION, KPI_UNIT = "What counts, and what does not?", "Unit"
KPI_TARGET, KPI_DIRECTION, KPI_BASELINE = "Target", "Which way is better?", "Value before it began"
KPI_DIRECTIONS = {"up": "More is better", "down": "Less is better"}
KPI_OFTEN, KPI_OFTENS = "How often is it asked for?", {"month": "Every month", "quarter": "Every quarter"}
KPI_DAY, KPI_DAY_HINT = "On which day of the month?", "1 to 28."
KPI_OWNER_HINT = "They are asked for the value on its day. A benefit is not its project lead's own to confirm."
VALUE, VALUE_ON = "The value", "On which day?"
WHY_NOT = "What kept it from coming true?"
WHY_NOT_HINT = "The next project learns from it."
ASK_WHOM, ASK_WHOM_HINT = (
    "Who is asked?",
    "One click from one to five. Only the mean of three or more answers is shown.",
)
ASK = "Ask them"
MANDATE, MANDATE_HINT = "What is the PMO there for?", "What it measures itself by are figures: `/pmo kpi new`."
MANDATE_REVIEW = "When do we look again?"
WHO, CARES = "Who?", "What do they have to do with it?"
INTEREST, INFLUENCE = "How much do they want to know?", "How much do they have to say?"
LEVELS = {"1": "A little", "2": "Some", "3": "Much"}
AUDIENCE = "What are they told?"
AUDIENCES = {"team": "All that the team is", "sponsor": "What a sponsor needs", "executive": "A few lines"}
CADENCE, CADENCES = "How often?", {"week": "Every week", "month": "Every month", "quarter": "Every quarter"}
DIRECT, DIRECTS = "Where do they read it?", {"there": "Where others read it", "alone": "In a direct message, alone"}
