"""The resumable uploads (tus 1.0) as the OpenAPI document tells them; media.tus answers them natively.

They stand beside the document's own ``paths``: clients and testers that are made from these would speak
plain HTTP, where a protocol with versions, offsets and a 412 of its own is spoken.
"""

from __future__ import annotations

from typing import Any

_VERSION = {
    "name": "Tus-Resumable",
    "in": "header",
    "required": True,
    "schema": {"type": "string", "const": "1.0.0"},
}
_ID = {
    "name": "upload",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
}
_OFFSET = {
    "name": "Upload-Offset",
    "in": "header",
    "required": True,
    "schema": {"type": "integer", "minimum": 0},
}
_SECURITY: list[dict[str, list[str]]] = [{"BearerToken": []}]
_REFUSALS = {
    "401": {"description": "No token, or one that is not known"},
    "404": {"description": "No such upload of this member"},
    "412": {"description": "Another version of tus than 1.0.0"},
}


def _answers(**own: str) -> dict[str, Any]:
    return {**{code.lstrip("s"): {"description": text} for code, text in own.items()}, **_REFUSALS}


_BY_STRANGERS = (
    " A browser on one of our own pages may begin a recording without signing in, where the company "
    "allows it: `Upload-Defer-Length` and a `filetype` of sound or film. The answer sets the cookie `takes`, "
    "which allows to go on and to give it up, not to hear or finish it; it is deleted after 24 hours unless "
    "somebody signs in with that cookie."
)
_CREATE = {
    "operationId": "create_upload",
    "summary": "Begin an upload",
    "description": "tus 1.0 with creation, creation-with-upload, creation-defer-length, expiration, checksum "
    "(sha1, sha256) and termination. Use any tus client; a work's `uploads` name the address in `Location`."
    + _BY_STRANGERS,
    "tags": ["uploads"],
    "security": _SECURITY,
    "parameters": [
        _VERSION,
        {"name": "Upload-Length", "in": "header", "schema": {"type": "integer", "minimum": 0}},
        {"name": "Upload-Defer-Length", "in": "header", "schema": {"type": "integer", "const": 1}},
        {"name": "Upload-Metadata", "in": "header", "schema": {"type": "string"}},
    ],
    "responses": _answers(
        s201="Begun; `Location` is its address",
        s400="A header is malformed",
        s413="Larger than uploads may be",
        s429="Too many at once, or from this network",
        s507="No space left, for this member or at all",
    ),
}
_STATE = {
    "operationId": "upload_state",
    "summary": "How much has arrived",
    "tags": ["uploads"],
    "security": _SECURITY,
    "parameters": [_VERSION, _ID],
    "responses": _answers(s200="`Upload-Offset` says how much", s410="It has expired"),
}
_HEAR = {
    "operationId": "hear_upload",
    "summary": "What has arrived of an unfinished upload",
    "description": "Its bytes, whole or by range, for whoever sends it: a take is heard before it is kept.",
    "tags": ["uploads"],
    "security": _SECURITY,
    "parameters": [_ID],
    "responses": _answers(s200="The bytes that are here", s206="A range of them", s416="No such range"),
}
_CONTINUE = {
    "operationId": "continue_upload",
    "summary": "Send the next bytes",
    "tags": ["uploads"],
    "security": _SECURITY,
    "parameters": [_VERSION, _ID, _OFFSET],
    "requestBody": {
        "required": True,
        "content": {"application/offset+octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    },
    "responses": _answers(
        s204="The bytes are on disk",
        s403="A recording of somebody who has not signed in cannot be finished",
        s409="The offset is not where the upload stands",
        s413="Past the length that was declared, or past what there is room for",
        s415="Another content type",
        s423="Somebody else is sending to it just now",
        s429="Too many at once, or from this network",
        s460="The checksum does not fit",
        s507="No space left",
    ),
}
_END = {
    "operationId": "end_upload",
    "summary": "Give an upload up",
    "tags": ["uploads"],
    "security": _SECURITY,
    "parameters": [_VERSION, _ID],
    "responses": _answers(s204="It is gone"),
}

UPLOADS: dict[str, Any] = {
    "description": "Files arrive resumably, by tus 1.0, with any client for it.",
    "specification": "https://tus.io/protocols/resumable-upload",
    "paths": {
        "/api/v1/uploads/": {"post": _CREATE},
        "/api/v1/uploads/{upload}": {"get": _HEAR, "head": _STATE, "patch": _CONTINUE, "delete": _END},
    },
}
