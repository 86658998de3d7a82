"""Files over HTTP."""

from __future__ import annotations

import mimetypes

from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from tradewind.kernel.errors import NotFound
from tradewind.platform.files.storages import Where, open_file
from tradewind.platform.files.tickets import read_ticket
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.conditional import etag_of, holds

_FOREVER = "public, max-age=31536000, immutable"
_SHOWN_INLINE = frozenset(("image/webp", "image/png", "image/jpeg", "image/gif", "application/pdf"))


@audience.public
@require_safe
def public_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A public file, to be kept for ever: its name is its content."""
    etag = etag_of(name)
    if holds(request, etag):
        return HttpResponse(status=304, headers={"ETag": etag, "Cache-Control": _FOREVER})
    response = _file(name, "public", download_as="")
    response.headers["Cache-Control"] = _FOREVER
    response.headers["ETag"] = etag
    return response


@audience.guest_token
@require_safe
def private_file(request: HttpRequest, ticket: str) -> HttpResponseBase:
    """A private file for whoever holds its ticket and, when it is bound, is its person."""
    name, download_as, person_id = read_ticket(ticket)
    if person_id is not None and actor_of(request).person_id != person_id:
        raise NotFound
    response = _file(name, "private", download_as=download_as)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _file(name: str, where: Where, *, download_as: str) -> FileResponse:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    try:
        content = open_file(name, where=where)
    except (OSError, ValueError, SuspiciousFileOperation):
        # Missing, a folder, no name a disk could hold, or one that climbs out of the folder.
        raise NotFound from None
    # Whatever a browser might run as a page of ours is saved instead of shown.
    attached = bool(download_as) or kind not in _SHOWN_INLINE
    return FileResponse(
        content, as_attachment=attached, filename=download_as or name, content_type=kind
    )
