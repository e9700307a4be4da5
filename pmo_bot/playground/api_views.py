"""Web API: modals and Home tabs."""

from typing import Any

from pmo_bot.playground.method import Refused, Request, method
from pmo_bot.playground.triggers import Trigger
from pmo_bot.playground.validator import refused_view
from pmo_bot.playground.view import View, new_view
from pmo_bot.playground.workspace import Json

MOST_MODALS = 3


@method("views.open", "view", tier=4)
def opened(request: Request) -> Json:
    """Open a modal for the person who just did something."""
    payload = checked_view(request, "modal")
    trigger = _trigger(request)
    return {"view": request.world.views.show(trigger.user, _made(request, payload)).json}


@method("views.push", "view", tier=4)
def pushed(request: Request) -> Json:
    """Put a modal on top of the one the person just used."""
    payload = checked_view(request, "modal")
    trigger = _trigger(request)
    stack = request.world.views.stack(trigger.user)
    if not stack:
        raise Refused("not_found")
    if len(stack) >= MOST_MODALS:
        raise Refused("push_limit_reached")
    return {"view": request.world.views.show(trigger.user, _made(request, payload), push=True).json}


@method("views.update", "view", tier=4)
def updated(request: Request) -> Json:
    """Give an open view new content."""
    view_id, external_id = request.text("view_id"), request.text("external_id")
    if not view_id and not external_id:
        request.require("view_id")
    view = request.world.views.find(view_id or None, external_id or None)
    payload = checked_view(request, "modal" if view is None or view.is_modal else "home")
    if view is None:
        raise Refused("not_found")
    _same_hash(request, view)
    request.world.views.replace(view, _made(request, payload, instead_of=view))
    return {"view": view.json}


@method("views.publish", "user_id", "view", tier=4)
def published(request: Request) -> Json:
    """Show a person their Home tab."""
    world = request.world
    payload = checked_view(request, "home")
    user = request.user("user_id")
    if not world.workspace.home_tab:
        raise Refused("not_enabled")
    view = world.views.homes.get(user.id)
    if view is not None:
        _same_hash(request, view)
        world.views.replace(view, _made(request, payload, instead_of=view))
        return {"view": view.json}
    if request.text("hash"):
        raise Refused("hash_conflict")
    view = world.views.homes[user.id] = View(_made(request, payload), user.id)
    view.json["root_view_id"] = view.id
    world.tell("home", user=user.id)
    return {"view": view.json}


def checked_view(request: Request, kind: str, view: Any = None) -> Json:
    """The view that was sent, found good for its surface."""
    payload = request.json("view", "invalid_arguments") if view is None else view
    refusal = refused_view(kind, payload)
    if refusal is not None:
        raise Refused.because(refusal)
    checked: Json = payload
    return checked


def _trigger(request: Request) -> Trigger:
    if not request.text("trigger_id") and not request.text("interactivity_pointer"):
        request.require("trigger_id")
    found = request.world.triggers.use(request.text("trigger_id") or request.text("interactivity_pointer"))
    if isinstance(found, str):
        raise Refused(found)
    return found


def _made(request: Request, payload: Json, instead_of: View | None = None) -> Json:
    external_id = payload.get("external_id")
    other = request.world.views.find(external_id=external_id) if external_id else None
    if other is not None and other is not instead_of:
        raise Refused("duplicate_external_id")
    return new_view(payload, request.world.workspace, request.world.new_id)


def _same_hash(request: Request, view: View) -> None:
    """Refuse a change that was made from an older state of the view."""
    if request.text("hash") and request.text("hash") != view.json["hash"]:
        raise Refused("hash_conflict")
