"""Web API: files that the app uploads, in the three steps that Slack asks for."""

from starlette.requests import Request as HttpRequest
from starlette.responses import PlainTextResponse, Response

from pmo_bot.playground.method import Refused, Request, method
from pmo_bot.playground.workspace import Json
from pmo_bot.playground.world import File, World

IMAGE = "image/png"


@method("files.getUploadURLExternal", "filename", "length", scope="files:write", tier=4)
def upload_url(request: Request) -> Json:
    """Where the bytes of a new file go."""
    file = File(request.world.new_id("F"), request.text("filename"), request.count("length", 1, most=10**9))
    request.world.files[file.id] = file
    return {"upload_url": f"{request.world.url}/files/upload/{file.id}", "file_id": file.id}


@method("files.completeUploadExternal", "files", scope="files:write", tier=4)
def complete(request: Request) -> Json:
    """Files whose bytes are there can be shown from now on."""
    named = request.json("files", "invalid_arguments")
    if not isinstance(named, list) or not named:
        raise Refused("invalid_arguments")
    found = [request.world.files.get(str(one.get("id", ""))) for one in named if isinstance(one, dict)]
    files = [one for one in found if one is not None and one.body]
    if len(files) != len(named):
        raise Refused("file_not_found")
    for file in files:
        file.complete = True
    return {"files": [{"id": file.id, "title": file.name} for file in files]}


class FileStore:
    """The addresses that bytes go to and come from; no part of the Web API."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def upload(self, http: HttpRequest) -> Response:
        """Takes the bytes of a file that was announced, in its length."""
        file = self.world.files.get(http.path_params["file"])
        body = await http.body()
        if file is None or len(body) != file.length:
            return PlainTextResponse("no such file, or of another length", 400)
        file.body = body
        return PlainTextResponse(f"OK - {len(body)}")

    async def show(self, http: HttpRequest) -> Response:
        """The bytes of a file, for the page."""
        file = self.world.files.get(http.path_params["file"])
        if file is None or not file.complete:
            return PlainTextResponse("no such file", 404)
        return Response(file.body, media_type=IMAGE)
