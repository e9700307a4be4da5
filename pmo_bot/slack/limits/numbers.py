"""Slack's limits, every one in this one place, with where it was read.

Sources: docs = docs.slack.dev, SDK = slack_sdk's models, types = @slack/types, issue = seen failing by others,
ours = stricter than Slack on purpose.  Lengths count UTF-16 units, the larger of the two ways Slack may count.
"""

# --- messages ---------------------------------------------------------------
MESSAGE_BLOCKS = 50  # docs: reference/block-kit/blocks
MESSAGE_TEXT = 4_000  # docs: chat.update refuses more (msg_too_long), chat.postMessage advises it
MESSAGE_CHARACTERS = 10_000  # ours; Slack stops near 12,000 (msg_blocks_too_long), issue bolt-js#2509, #2867
METADATA_BYTES = 1_023  # ours; a limit exists (metadata_too_large), its number is not documented
MESSAGE_TABLES = 1  # docs: only_one_table_allowed
MESSAGE_CHARTS = 2  # docs: data-visualization-block
MESSAGE_PLANS = 1  # issue: seen by slack-block-kit-validator
MARKDOWN_TEXT = 12_000  # docs: markdown-block, over all of them; MESSAGE_CHARACTERS is reached first

# --- views ------------------------------------------------------------------
VIEW_BLOCKS = 100  # docs: surfaces/modals, surfaces/app-home
VIEW_BYTES = 250_000  # docs: views.open (view_too_large, 250 KB)
VIEW_TITLE = 24  # docs: surfaces/modals; the same for submit and close
PRIVATE_METADATA = 3_000  # docs: reference/views
CALLBACK_ID = 255  # docs: reference/views
EXTERNAL_ID = 255  # docs: reference/views
FOCUSED_ELEMENTS = 1  # docs: focus_on_load, one in a view

# --- ids and texts ----------------------------------------------------------
BLOCK_ID = 255  # docs, SDK
ACTION_ID = 255  # docs, SDK
TEXT = 3_000  # docs: text object, 1 to 3,000
URL = 3_000  # docs, SDK
ALT_TEXT = 2_000  # docs, SDK

# --- blocks -----------------------------------------------------------------
HEADER_TEXT = 150  # docs, SDK
SECTION_FIELDS, FIELD_TEXT = 10, 2_000  # docs
CONTEXT_ELEMENTS = 10  # docs, SDK
ACTION_ELEMENTS = 25  # docs, SDK
CONTEXT_ACTIONS = 5  # docs, SDK
IMAGE_TITLE = 2_000  # docs, SDK
INPUT_LABEL = 2_000  # docs, SDK; the same for the hint
LIST_INDENT = 8  # docs: rich-text-block
BORDER = 1  # docs: rich-text-block
TABLE_ROWS, TABLE_CELLS, TABLE_COLUMNS = 100, 20, 20  # docs: table-block
DATA_TABLE_ROWS, DATA_TABLE_PAGE = 101, 100  # docs: data-table-block, header and 100 rows
DATA_TABLE_TEXT = 10_000  # issue: aggregate, slack-block-kit-validator
CHART_TITLE, CHART_AXIS_LABEL, CHART_NAME = 50, 50, 20  # docs: data-visualization-block
CHART_SERIES, CHART_POINTS, CHART_SEGMENTS = 6, 20, 6  # docs: data-visualization-block
CONTAINER_CHILDREN, CONTAINER_TITLE = 10, 150  # docs: container-block, SDK
CARD_TITLE, CARD_BODY = 150, 200  # docs, SDK; subtitle as title, subtext as body
CARD_ACTIONS = 2  # issue: the docs say 3, 2 was seen
CAROUSEL_CARDS = 10  # docs, SDK
ALERT_TEXT = 200  # java-slack-sdk
PLAN_TASKS = 50  # slackblocks
VIDEO_TITLE, VIDEO_AUTHOR, VIDEO_DESCRIPTION = 200, 50, 200  # SDK, slackblocks

# --- elements ---------------------------------------------------------------
BUTTON_TEXT, BUTTON_VALUE, ACCESSIBILITY_LABEL = 75, 2_000, 75  # docs
AGENT_PROMPT = 4_000  # SDK
OPTION_TEXT, OPTION_VALUE = 75, 150  # docs; an older comment in types says 75 for the value
OPTION_GROUP_LABEL = 75  # docs
SELECT_OPTIONS, SELECT_GROUPS = 100, 100  # docs
OVERFLOW_OPTIONS = 5  # docs
CHOICE_OPTIONS = 10  # docs: checkboxes, radio_buttons
PLACEHOLDER = 150  # docs
CONFIRM_TITLE, CONFIRM_TEXT, CONFIRM_BUTTON = 100, 300, 30  # docs
INPUT_TEXT = 3_000  # docs: plain_text_input min_length, max_length
FILES = 10  # docs: file_input
INPUT_LINES = 100  # slackblocks: rich_text_input
ICON_BUTTON_USERS = 10  # slackblocks
