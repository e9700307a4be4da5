"""What the bot says when something about goals, figures, budgets or the mandate cannot be done."""

from collections.abc import Callable

from pmo_bot.blocks import when
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words import drafts
from pmo_bot.blocks.words.naming import both, either

VALUE: dict[str, Callable[..., Markup]] = {
    "no_goal": lambda: mrkdwn("There is no such goal. `/pmo goal` lists them."),
    "goal_over": lambda goal: mrkdwn("{key} is no longer pursued. Choose another one; `/pmo goal` lists them.",
                                     key=goal.key),
    "needs_goal": lambda project: mrkdwn(
        "{name} is run strictly, so it says which goal it serves. Try `/pmo project {key} goal`; `/pmo goal` lists "
        "them.", name=project.name, key=project.key,
    ),
    "not_pmo_here": lambda leads: mrkdwn(
        "PMO leads say what the workspace aims for{who}. Ask one of them; `/pmo goal` shows what counts now.",
        who=f": {both([when.first_name(one) for one in leads[:3]])}" if leads else "",
    ),
    "not_pmo_letters": lambda leads: mrkdwn(
        "PMO leads have messages sent again{who}. Ask one of them.",
        who=f": {both([when.first_name(one) for one in leads[:3]])}" if leads else "",
    ),
    "no_kpi": lambda: mrkdwn("I have no such figure for you. `/pmo kpi` lists those you can see."),
    "no_source": lambda: mrkdwn(
        "Where is the value read? Name a report, a system or a person to ask: a figure that nobody can look up is "
        "never entered."
    ),
    "bad_review_day": lambda most: mrkdwn("Every month has days 1 to {most}. Choose one of them.", most=most),
    "lead_confirms_own": lambda project, person: mrkdwn(
        "{name} leads {project}, and whether it was worth it is somebody else's to say. Choose whoever "
        "has the benefit.",
        name=when.first_name(person), project=project.name,
    ),
    "baseline_stands": lambda kpi, day: mrkdwn(
        "{name} has been live since {day}, so what was before stands as it is. `/pmo kpi {key}` shows it.",
        name=kpi.name, day=when.day(day), key=kpi.key,
    ),
    "value_ahead": lambda day, today: mrkdwn("{day} has not come yet. Choose today or a day before.",
                                             day=when.day(day, today)),
    "needs_value": lambda kpi: mrkdwn(
        "This is answered by its value. Try `/pmo kpi {key} 42`, or press *Enter the value…* in your brief.",
        key=kpi.key,
    ),
    "needs_score": lambda kpi: mrkdwn(
        "This is answered by a number from 1 to 5: `/pmo` shows it with its buttons."
    ),
    "not_your_figure": lambda kpi, owner: mrkdwn(
        "{name} is {owner}'s to say. Ask them, or the project's sponsor.", name=kpi.name,
        owner=when.first_name(owner) if owner else "its owner",
    ),
    "no_value_yet": lambda kpi: mrkdwn(
        "There is no value of {name} since the launch. Try `/pmo kpi {key} 42` first.", name=kpi.name, key=kpi.key
    ),
    "why_not_reached": lambda kpi: mrkdwn("Write a sentence on what kept {name} from coming true.", name=kpi.name),
    "not_live_yet": lambda kpi: mrkdwn(
        "{name} is no benefit of something that is live. `/pmo kpi {key}` shows how it stands.", name=kpi.name,
        key=kpi.key,
    ),
    "nobody_to_ask": lambda kpi: mrkdwn(
        "Choose who is asked about {name}: people, no apps, and a figure of how something is used.", name=kpi.name
    ),
    "many_to_ask": lambda count, most: mrkdwn(
        "{count} are many at once. Choose at most {most}.", count=count, most=most
    ),
    "asked_today": lambda kpi: mrkdwn(
        "People were asked about {name} today already. `/pmo kpi {key}` shows what they say.", name=kpi.name,
        key=kpi.key,
    ),
    "not_asked": lambda item: mrkdwn("{key} went to somebody else. `/pmo` shows what is yours.", key=item.key),
    "bad_amount": lambda key: mrkdwn(
        "I could not read that as a budget. Try `/pmo budget {key} planned 120000 actual 30000 forecast 140000 EUR`.",
        key=key,
    ),
    "empty_mandate": lambda: mrkdwn("Write what the PMO is there for, in a sentence or two."),
    "bad_kpi_words": lambda key: mrkdwn(
        "Try `/pmo kpi {key} 42` for a value, or `/pmo kpi {key} baseline 40` for what it was before.", key=key
    ),
    "empty_update": lambda: drafts.EMPTY,
    "nowhere_to_post": lambda project: mrkdwn(
        "{name} has no channel yet. `/pmo project {key} channel` chooses one; the next report can carry your words.",
        name=project.name, key=project.key,
    ),
    "empty_win": lambda: mrkdwn("What was reached? Try `/pmo win The first report that everybody read #apollo`."),
    "short_win": lambda words: mrkdwn(
        "Who reads “{words}” later cannot tell what was reached. Write it as a sentence: "
        "`/pmo win The first report that everybody read #apollo`.", words=words,
    ),
    "no_win": lambda: mrkdwn("That line is no longer in the log, or somebody else's. `/pmo win` shows what is there."),
    "win_of_which": lambda leads: mrkdwn(
        "Which project is it from? Name it by its channel or key, as in `#apollo`. What the PMO itself reached "
        "{who} writes down.", who=either([*(when.first_name(one) for one in leads[:2]), "a PMO lead"][:2]),
    ),
    "days_begun": lambda project: mrkdwn(
        "The first ninety days began as {name} ({key}). `/pmo about report` shows how they go, "
        "`/pmo project {key} sponsor @ines` says who reads that.", name=project.name, key=project.key,
    ),
    "no_first_days": lambda: mrkdwn(
        "Nobody has begun a plan for the first ninety days here. `/pmo about start` does."
    ),
    "days_for_lead": lambda: mrkdwn(
        "That report is for PMO leads and their sponsor. `/pmo about` shows what the PMO is for, `/pmo win` what was "
        "reached."
    ),
    "not_a_number": lambda: mrkdwn("Use a plain number, such as 60 or 4.5."),
}  # fmt: skip
