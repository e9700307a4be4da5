"""Acts on what an app shows: clicks, submitting and closing modals, looking up options."""

from copy import deepcopy
from typing import Any

from pmo_bot.playground import payloads
from pmo_bot.playground.acts import Act, CannotDo, act
from pmo_bot.playground.check_parts import GROUP, OPTION
from pmo_bot.playground.check_shape import Report, items
from pmo_bot.playground.delivery import Failed
from pmo_bot.playground.filled import complaints
from pmo_bot.playground.message import Message, elements_of, flat
from pmo_bot.playground.validator import refused_view
from pmo_bot.playground.view import NO_STATE, View, new_view, state_of
from pmo_bot.playground.workspace import Json

TROUBLE = "We had some trouble connecting. Try again?"
STATE = frozenset({"state", "kind", "as", "container", "channel", "ts", "view_id", "block_id", "action_id"})


@act("click")
async def click(act: Act) -> Json:
    """Use a button, menu or picker in a message, modal or Home tab."""
    home_or_modal = None if act.text("container") == "message" else _view(act)
    message = _message(act) if home_or_modal is None else None
    blocks = message.blocks if message else home_or_modal.json["blocks"] if home_or_modal else []
    element = _element(blocks, act.text("block_id"), act.text("action_id"))
    given = {key: value for key, value in act.body.items() if key not in STATE}
    chosen = payloads.chosen_in(element, given)
    filled = _filled(blocks, act.body.get("state"))
    if element["type"] not in NO_STATE:
        filled.setdefault(act.text("block_id"), {})[act.text("action_id")] = chosen
    payload = payloads.head(act.world, "block_actions", act.user.id)
    payload |= _where(act, message, home_or_modal, filled)
    ts = act.world.next_ts("action")
    payload["actions"] = [payloads.action(element, act.text("block_id"), chosen, ts)]
    payload["trigger_id"] = act.world.triggers.give(act.user.id, home_or_modal.id if home_or_modal else None)
    await act.interact(payload)
    return {}


def _where(act: Act, message: Message | None, view: View | None, filled: Json) -> Json:
    """The part of the payload that says where the click was, with the state of everything around it."""
    if message is not None:
        where = payloads.in_message(act.world, message)
        where["state"] = {"values": state_of(message.blocks, filled)}
        where["response_url"] = act.response_url(act.world.channels[message.channel], message.ts)
        return where
    assert view is not None  # noqa: S101  # a click is either here or there
    _fill(view, filled)
    return payloads.in_view(view)


@act("submit")
async def submit(act: Act) -> Json:
    """Send a modal in; `errors` in the answer are to be shown at their blocks."""
    view = _view(act)
    _fill(view, _filled(view.json["blocks"], act.body.get("state")))
    wrong = complaints(view.json)
    if wrong:
        return {"errors": wrong}
    payload = payloads.head(act.world, "view_submission", act.user.id)
    payload["trigger_id"] = act.world.triggers.give(act.user.id, view.id)
    payload |= {"view": deepcopy(view.json), "response_urls": _response_urls(act, view)}
    outcome = await act.stage.delivery.send("interactive", payload)
    if isinstance(outcome, Failed):
        act.complain(outcome, TROUBLE)
    return _responded(act, view, getattr(outcome, "body", None))


def _responded(act: Act, view: View, body: Any) -> Json:
    """Do with the modal what the app's response says; without one it closes."""
    views = act.world.views
    action = body.get("response_action") if isinstance(body, dict) else None
    if action is None:
        if view in views.stack(act.user.id):
            views.close(view)
    elif action == "clear":
        views.clear(act.user.id)
    elif action == "errors":
        return {"errors": _known_errors(act, view, body.get("errors"))}
    elif action in ("update", "push"):
        _shown_instead(act, view, action, body.get("view"))
    else:
        _bad_response(act, f"unknown response_action {action}")
    return {}


def _shown_instead(act: Act, view: View, action: str, payload: Any) -> None:
    refusal = refused_view("modal", payload)
    if refusal is not None:
        _bad_response(act, "; ".join(refusal.problems) or refusal.error)
    made = new_view(payload, act.world.workspace, act.world.new_id)
    if action == "update":
        act.world.views.replace(view, made)
    elif len(act.world.views.stack(act.user.id)) >= 3:
        _bad_response(act, "push_limit_reached")
    else:
        act.world.views.show(act.user.id, made, push=True)


def _known_errors(act: Act, view: View, errors: Any) -> Json:
    inputs = {block["block_id"] for block in view.json["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        _bad_response(act, f"errors must name input blocks of the view, not {errors}")
    found: Json = errors
    return found


def _bad_response(act: Act, why: str) -> None:
    """Slack shows the person the same sentence whatever was wrong; the notice says what."""
    act.complain(Failed(f"invalid_response: {why}"), TROUBLE)


@act("close")
async def close(act: Act) -> Json:
    """Close a modal (`all`: and those under it); the app hears of it if it asked to."""
    view = _view(act)
    stack = act.world.views.stack(act.user.id)
    everything = bool(act.body.get("all")) or view.json["clear_on_close"]
    closing = list(stack) if everything else stack[stack.index(view) :]
    act.world.views.close(closing[0])
    for each in reversed(closing):
        if each.json["notify_on_close"]:
            payload = payloads.head(act.world, "view_closed", act.user.id)
            await act.stage.delivery.send("interactive", payload | {"view": each.json, "is_cleared": everything})
    return {}


@act("options")
async def options(act: Act) -> Json:
    """What the app offers in a menu for what was typed so far."""
    view = None if act.text("container") == "message" or act.text("ts") else _view(act)
    message = _message(act) if view is None else None
    blocks = view.json["blocks"] if view else message.blocks if message else []
    _element(blocks, act.text("block_id"), act.text("action_id"))
    payload = payloads.head(act.world, "block_suggestion", act.user.id)
    payload |= payloads.in_view(view) if view else payloads.in_message(act.world, message) if message else {}
    payload |= {"block_id": act.text("block_id"), "action_id": act.text("action_id"), "value": act.text("value")}
    body = await act.interact(payload)
    answer = body if isinstance(body, dict) else {}
    report = Report("modal")
    items(OPTION, 0, 100)(answer.get("options") or [], "/options", report)
    items(GROUP, 0, 100)(answer.get("option_groups") or [], "/option_groups", report)
    if report.found:
        _bad_response(act, "; ".join(report.found))
    groups = answer.get("option_groups") or []
    flattened = [option for group in groups for option in group["options"]]
    return {"options": answer.get("options") or flattened, "option_groups": groups}


def _message(act: Act) -> Message:
    channel = act.channel()
    message = act.world.message(channel.id, act.text("ts"))
    if message is None or message.only_for not in (None, act.user.id):
        raise CannotDo("message_not_found", "That message is gone.")
    if not message.by_app:
        raise CannotDo("not_interactive", "Nothing can be clicked in that message.")
    return message


def _view(act: Act) -> View:
    """The modal or Home tab the act names, which must be this person's."""
    home = act.world.views.homes.get(act.user.id)
    if act.text("container") == "home" and home is not None:
        return home
    view = act.world.views.find(act.text("view_id"))
    if view is None or view.user != act.user.id:
        raise CannotDo("view_not_found", "That window is not open any more.")
    return view


def _element(blocks: list[Json], block_id: str, action_id: str) -> Json:
    for block in flat(blocks):
        if block["block_id"] == block_id:
            for element in elements_of(block):
                if element["action_id"] == action_id:
                    return element
    raise CannotDo("element_not_found", "That has changed meanwhile: there is nothing to click any more.")


def _filled(blocks: list[Json], given: Any) -> Json:
    """The state the page sent, option values turned into whole options."""
    state: Json = {}
    for block in flat(blocks):
        for element in elements_of(block):
            found = (given or {}).get(block["block_id"], {}).get(element["action_id"])
            if isinstance(found, dict):
                state.setdefault(block["block_id"], {})[element["action_id"]] = payloads.chosen_in(element, found)
    return state


def _fill(view: View, filled: Json) -> None:
    """Keep what was filled in with the view."""
    known = view.json["state"]["values"]
    for block_id, elements in filled.items():
        known.setdefault(block_id, {}).update(elements)
    view.json["state"] = {"values": state_of(view.json["blocks"], known)}


def _response_urls(act: Act, view: View) -> list[Json]:
    """Response URLs for the channels chosen in menus that asked for one."""
    urls = []
    for block in view.json["blocks"]:
        for element in elements_of(block):
            state = view.json["state"]["values"].get(block["block_id"], {}).get(element["action_id"], {})
            chosen = state.get("selected_conversation") or state.get("selected_channel")
            if element.get("response_url_enabled") and chosen in act.world.channels:
                url = act.response_url(act.world.channels[chosen])
                where = {"channel_id": chosen, "response_url": url}
                urls.append({"block_id": block["block_id"], "action_id": element["action_id"], **where})
    return urls
