"""What the bot says when a project cannot begin, go on or end like that."""

from collections.abc import Callable

from pmo_bot.blocks import when
from pmo_bot.blocks.people import NAME_SHOWN, shown
from pmo_bot.blocks.text import Markup, mrkdwn
from pmo_bot.blocks.words import phases
from pmo_bot.blocks.words.naming import either, there
from pmo_bot.blocks.words.phase_names import PHASES
from pmo_bot.rules.phases import MOVES

LIFECYCLE: dict[str, Callable[..., Markup]] = {
    "gate_lacks": phases.gate_lacks,
    "same_phase": lambda project: mrkdwn(
        "*{name}* is {phase} already. `/pmo project {key} gates` shows what it needs to go on.",
        name=shown(project.name, NAME_SHOWN), phase=PHASES[project.phase], key=project.key,
    ),
    "no_such_move": lambda project, phase: mrkdwn(
        "*{name}* is {was}, and {to} does not follow from there. Try `/pmo project {key} phase {next}`.",
        name=shown(project.name, NAME_SHOWN), was=PHASES[project.phase], to=phase.value, key=project.key,
        next=MOVES[project.phase][0].value,
    ),
    "not_yours_to_move": lambda project, lead: mrkdwn(
        "Only {who} can say where *{name}* stands. Ask one of them.", name=shown(project.name, NAME_SHOWN),
        who="a PMO lead" if project.phase.value in ("proposed", "closed")
        else either([*there(lead or "its lead"), "a PMO lead"]),
    ),
    "waiver_reason": lambda: mrkdwn("Why is it all right without that? Write one sentence; it is kept with your name."),
    "which_ops": lambda project: mrkdwn(
        "Who runs *{name}* from now on? Name them: `/pmo project {key} phase hypercare @sam`.",
        name=shown(project.name, NAME_SHOWN), key=project.key,
    ),
    "empty_artefact": lambda artefact: mrkdwn("Where is “{name}”? Use a link, or a sentence that shows it.",
                                              name=shown(artefact.name)),
    "not_pmo_gates": lambda: mrkdwn("Only a PMO lead sets how strictly gates are kept. Ask one of them."),
    "accept_first": lambda item, owner: mrkdwn(
        "{name} has not taken {key} over yet. Try `/pmo accept {key}` first; then it can be done.",
        name=when.first_name(owner) if owner else "Its owner", key=item.key,
    ),
    "needs_go": lambda name: mrkdwn(
        "A directive project begins when somebody has decided that it does. Ask for it: `/pmo propose {name}`, or "
        "choose another way to run it.", name=name,
    ),
    "asked_already": lambda project, item: mrkdwn(
        "Whether *{name}* begins is asked already ({key}). `/pmo show {key}` shows of whom.",
        name=shown(project.name, NAME_SHOWN), key=item.key,
    ),
    "begun_already": lambda project: mrkdwn(
        "*{name}* is {phase}: there is nothing to ask. `/pmo status {key}` shows how it stands.",
        name=shown(project.name, NAME_SHOWN), phase=PHASES[project.phase], key=project.key,
    ),
    "no_board": lambda: mrkdwn(
        "There is nobody to decide it besides you. Name a sponsor, or ask an admin to name another PMO lead."
    ),
    "no_pack": lambda name: mrkdwn(
        "There is no pack or template “{name}”. `/pmo project new` shows which there are.", name=name
    ),
    "private_source": lambda name: mrkdwn(
        "*{name}* is private, and what is made from it could be read by everybody. Use `/pmo project new` and choose "
        "a pack instead.", name=shown(name, NAME_SHOWN),
    ),
    "private_export": lambda name: mrkdwn(
        "*{name}* is private, and a file can be read by everybody who gets it. Use one of the packs instead: "
        "`./run template export agile FILE`.", name=shown(name, NAME_SHOWN),
    ),
    "which_clone": lambda: mrkdwn(
        "Which project, and what is the new one called? Try `/pmo project clone APOLLO as BOREAS from 11 jan`."
    ),
    "bad_pack": lambda where, what: mrkdwn(
        "This is no template: at {where}, {what}. Ask for an example with `./run template export agile FILE`.",
        where=where, what=what,
    ),
    "not_pmo_templates": lambda: mrkdwn("Only a PMO lead keeps templates for everybody. Ask one of them."),
}  # fmt: skip
