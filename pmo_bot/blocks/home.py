"""App Home as a view, by role: what I watch, have to answer, owe, asked for and lead; preferences at the end."""

from pmo_bot.blocks import kit
from pmo_bot.blocks.asks import question_blocks
from pmo_bot.blocks.drafts import draft_buttons
from pmo_bot.blocks.ids import Verb, action_id, encode
from pmo_bot.blocks.kit import Block, Message, View
from pmo_bot.blocks.letters import letters_block
from pmo_bot.blocks.packet import packet_blocks
from pmo_bot.blocks.paging import pager
from pmo_bot.blocks.pressing import menu, press
from pmo_bot.blocks.text import Markup
from pmo_bot.blocks.words import alarms as alarm_words
from pmo_bot.blocks.words import home as words
from pmo_bot.blocks.words import load as load_words
from pmo_bot.blocks.words import outlook as outlook_words
from pmo_bot.blocks.words import people as people_words
from pmo_bot.model import Absence, Item
from pmo_bot.rules.home import TEAM, Home
from pmo_bot.rules.outlook import Outlook
from pmo_bot.rules.packet import Packet
from pmo_bot.rules.pages import Page, pack

TEAM_PAGES = f"home:{TEAM}"
HOME_MENU = (Verb.DONE, Verb.ON_TRACK, Verb.NEW_DATE, Verb.BLOCKED, Verb.SHOW)


def home_notice(message: Message) -> View:
    """A sentence where the Home would be."""
    return kit.home(*message.blocks)


def home_view(home: Home) -> View:
    """The Home of one person."""
    blocks: list[Block] = []
    if home.first_visit:
        blocks += [kit.section(words.WELCOME, id="welcome"), kit.divider(id="welcome-end")]
    blocks.append(kit.section(words.greeting(home), id="greeting", accessory=press(Verb.NEW_ITEM)))
    for section in (_portfolio, _waiting, _owed, _promised, _asked, _projects, _bottlenecks, _done, _preferences):
        blocks += section(home)
        if section is _owed and home.too_full is not None:
            blocks.append(kit.context(load_words.over(home.too_full, home.today), id="too-full"))
    blocks += map(letters_block, home.letters)
    if home.measured is not None:
        blocks.append(kit.context(alarm_words.in_one_line(home.measured), id="measured"))
    blocks.append(kit.context(words.as_of(home), id="as-of"))
    return kit.home(*blocks, metadata=pack(home.starts))


def _header(name: str) -> Block:
    return kit.header(words.HEADERS[name], id=name)


# --- what I owe and what waits for me ---------------------------------------------------


def _owed(home: Home) -> list[Block]:
    if not home.owed.total:
        # Whoever watches or answers sees no gap where others have their work.
        quiet = home.portfolio is not None or home.waiting.total
        return [] if quiet else [_header("due"), kit.section(words.EMPTY, id="due-empty")]
    lines = [
        kit.section(words.line(item, home), id=f"due-{item.id}", accessory=menu(item, HOME_MENU))
        for item in home.owed.shown
    ]
    return [_header("due"), *lines, *pager(home.owed, "home:due", id="due")]


def _promised(home: Home) -> list[Block]:
    if not home.promised:
        return []
    lines = [
        kit.section(
            words.promised_line(one, home),
            id=f"promised-{one.item.id}-{number}",
            accessory=press(Verb.SHOW, (one.on or one.item).id),
        )
        for number, one in enumerate(home.promised)
    ]
    rest = home.promised_total - len(home.promised)
    more = [kit.context(words.promised_more(rest), id="promised-more")] if rest else []
    return [_header("promised"), *lines, *more]


def _bottlenecks(home: Home) -> list[Block]:
    """For whom much waits: the reader first, then others in what the reader leads."""
    own = [words.waits_for_you(home.bottleneck)] if home.bottleneck is not None else []
    lines = [*own, *(words.waits_for_them(one) for one in home.bottlenecks)]
    return [_header("bottlenecks"), kit.section(Markup("\n").join(lines), id="bottlenecks-lines")] if lines else []


def _waiting(home: Home) -> list[Block]:
    if not home.waiting.total:
        return []
    blocks = [_header("waiting")]
    for one in home.waiting.shown:
        if isinstance(one, Packet):
            blocks += packet_blocks(one, home.today, lead=False)
        else:
            blocks += question_blocks(one, home.today)
    return [*blocks, *pager(home.waiting, "home:waiting", id="waiting")]


def _asked(home: Home) -> list[Block]:
    if not home.asked.total:
        return []
    gap = [kit.context(words.unanswered(home), id="asked-gap")] if home.unanswered else []
    lines = [_wanted(item, home) for item in home.asked.shown]
    return [_header("asked"), *gap, *lines, *pager(home.asked, "home:asked", id="asked")]


def _wanted(item: Item, home: Home) -> Block:
    return kit.section(words.asked_line(item, home), id=f"wanted-{item.id}", accessory=press(Verb.SHOW, item.id))


# --- projects ---------------------------------------------------------------------------


def _portfolio(home: Home) -> list[Block]:
    if home.portfolio is None:
        return []
    header, *lines = _outlooks(home.portfolio, "portfolio", home)
    return [header, *_by_team(home), *lines]


def _by_team(home: Home) -> list[Block]:
    """Which team's part is shown; nothing while nobody has said theirs."""
    if not home.teams:
        return []
    every = [kit.option(words.ALL_TEAMS, encode(Verb.PAGE, 0, TEAM_PAGES))]
    offered = every + [kit.option(one.name, encode(Verb.PAGE, one.id, TEAM_PAGES)) for one in home.teams]
    chosen = encode(Verb.PAGE, home.unit.id if home.unit is not None else 0, TEAM_PAGES)
    select = kit.static_select(offered, id=action_id(Verb.PAGE, 0, TEAM), placeholder=words.WHICH_TEAM, initial=chosen)
    return [kit.section(words.of_team(home.unit), id="portfolio-team", accessory=select)]


def _projects(home: Home) -> list[Block]:
    if home.projects.total:
        return _outlooks(home.projects, "projects", home)
    if home.portfolio is not None:
        return []
    return [
        _header("projects"),
        kit.section(words.NO_PROJECTS, id="projects-empty", accessory=press(Verb.NEW_PROJECT)),
    ]


def _outlooks(page: Page[Outlook], name: str, home: Home) -> list[Block]:
    lines: list[Block] = []
    for one in page.shown:  # the button stands below: beside it a phone leaves the words no room
        lines.append(kit.section(outlook_words.line(one, home.today), id=f"project-{one.project.id}"))
        lines.append(kit.actions(press(Verb.STATUS, one.project.id), id=f"project-do-{one.project.id}"))
    own = draft_buttons(page.shown)
    draft = [kit.actions(own[0], *own[1:], id=f"{name}-draft")] if own else []
    return [_header(name), *lines, *draft, *pager(page, f"home:{name}", id=name)]


# --- the rest ---------------------------------------------------------------------------


def _done(home: Home) -> list[Block]:
    return [_header("done"), kit.section(words.done(home), id="done-lines")] if home.done else []


def _preferences(home: Home) -> list[Block]:
    text = words.preferences(home)
    learned = [press(Verb.KEEP_TIME)] if home.person.learned else []
    return [
        _header("preferences"),
        kit.section(text, id="preferences-now", accessory=press(Verb.PREFERENCES)),
        *(_away(absence, home) for absence in home.absences),
        *(
            kit.context(people_words.stands_in(absence, home.people, home.today), id=f"covers-{absence.id}")
            for absence in home.covered
        ),
        kit.actions(press(Verb.AWAY), *learned, id="preferences-do"),
    ]


def _away(absence: Absence, home: Home) -> Block:
    label = None if absence.first <= home.today else people_words.NOT_AWAY_AFTER_ALL
    back = press(Verb.BACK, absence.id, label=label)
    return kit.section(people_words.away(absence, home.people, home.today), id=f"away-{absence.id}", accessory=back)
