"""Who may upload, and that no other site's page uploads in their name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import parse_cookie
from django.utils.translation import gettext_lazy as _

from manyhands.core import clock
from manyhands.media.claims import claim_in
from manyhands.media.models import Upload
from manyhands.media.tus.words import Refused
from manyhands.people.models import Member
from manyhands.people.sessions import caller

SCOPE = "upload"  # what a token must allow


def uploader(headers: Mapping[str, str]) -> Member:
    """The member who uploads. Talks to the database.

    A browser adds the session cookie to requests that foreign pages start, so for sessions the ``Origin``
    must be ours. There is no token to fetch, so unmodified clients work: besides this check the protocol's
    own ``Tus-Resumable`` header makes every such request one for which a browser first asks permission
    (CORS), and we never give it.

    :raises Refused: 401 nobody, 403 from another site
    """
    found = caller(headers, scope=SCOPE)
    if found is None:
        raise nobody()
    if found.by_session and not same_origin(headers):
        raise Refused(403, _("This upload was started from another site."))
    return found.member


def nobody() -> Refused:
    return Refused(
        401,
        _("Sign in to upload files, or send a token that may."),
        headers={"WWW-Authenticate": 'Bearer realm="uploads", scope="upload"'},
    )


@dataclass(frozen=True)
class Stranger:
    """Somebody who has not signed in. All they may do here is record; ``claim_id`` is empty at first."""

    claim_id: str


def sender(headers: Mapping[str, str]) -> Member | Stranger:
    """Who sends: a member, or somebody in a browser that is on one of our pages. Talks to the database.

    :raises Refused: 401 neither, 403 from another site
    """
    try:
        return uploader(headers)
    except Refused as refused:
        if refused.status != 401 or "authorization" in headers or not same_origin(headers):
            raise
        stranger = Stranger(claim_in(parse_cookie(headers.get("cookie", ""))))
        if not stranger.claim_id and not names_our_origin(headers):  # a program; programs have tokens
            raise
        return stranger


def same_origin(headers: Mapping[str, str]) -> bool:
    """Whether a browser sent this from one of our own pages. Programs send no ``Origin`` at all."""
    if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = headers.get("origin")
    if origin is None:
        return True
    ours = {headers.get("host", "")}
    if settings.SITE_URL:
        ours.add(urlsplit(settings.SITE_URL).netloc)
    return urlsplit(origin).netloc in ours - {""}


def names_our_origin(headers: Mapping[str, str]) -> bool:
    """The same, said outright: a plain form needs no permission to come from anywhere."""
    return same_origin(headers) and ("origin" in headers or "sec-fetch-site" in headers)


def upload_of(owner: Member | Stranger, upload_id: str) -> Upload:
    """The member's or the claim's own upload; another's looks like one that never was.

    :raises Refused: 404, 410 if it was ended or has expired; 401 for who is not signed in: it may be theirs
        once they are, and a recorder whose session ended goes on then
    """
    uploads = Upload.objects.filter(pk=upload_id)
    if isinstance(owner, Stranger):
        upload = uploads.filter(claim=owner.claim_id).first() if owner.claim_id else None
    else:
        upload = uploads.filter(member=owner).first()
    if upload is None and isinstance(owner, Stranger):
        raise nobody()
    if upload is None:
        raise Refused(404, _("There is no such upload."))
    if upload.removed_at is not None or upload.is_forfeit(at=clock.now()):
        raise Refused(410, _("This upload was ended or has expired. Begin it again."))
    return upload
