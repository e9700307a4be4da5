"""A local Slack: the Web API, events, commands, interactivity and views of a made-up workspace.

It knows nothing of the app it serves; a page in the browser and the tests both drive it.
"""

from pmo_bot.playground.serve import serving
from pmo_bot.playground.server import Playground, create_playground
from pmo_bot.playground.validator import problems
from pmo_bot.playground.workspace import Workspace, small_company

__all__ = ["Playground", "Workspace", "create_playground", "problems", "serving", "small_company"]
