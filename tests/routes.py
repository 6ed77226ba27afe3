"""Every route of the URL conf, and addresses on it that mean something in the company of tests/world.py.

A route without arguments is its own address. Every other one needs an entry in ``ADDRESSES``: things that
everybody may see, things that are hidden, and things that never were. ``{names}`` are those of the world.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.world import World

# What is hidden is asked for in the same ways as what everybody may see.
WORKS = ["story", "song", "film", "picture", "remix_of_held", "remix_of_removed"]
WORKS += ["held", "removed", "nothing"]
THREADS = ["thread", "song_thread", "held_thread", "removed_thread", "held_collection_thread", "nothing"]
COMMENTS = ["comment", "held_inside", "held_comment", "removed_comment", "nothing"]
COLLECTIONS = ["collection", "mixed_collection", "held_collection", "removed_collection", "nothing"]
MEMBERS = ["member", "blocked", "suspended", "waiting", "nothing"]
UPLOADS = ["upload", "upload_under_way", "nothing"]
DRAFTS = ["draft", "nothing"]


def _each(route: str, names: list[str], end: str = "") -> list[str]:
    return [f"{route}{{{name}}}{end}" for name in names]


_SUBJECTS = {"work": WORKS, "comment": COMMENTS, "collection": COLLECTIONS}


def _each_subject(route: str) -> list[str]:
    return [f"{route}{kind}/{{{name}}}" for kind, names in _SUBJECTS.items() for name in names]


ADDRESSES: dict[str, list[str]] = {
    # people
    "join/first/<str:token>": ["join/first/nothing"],
    r"^join/confirm/(?P<key>[-:\w]+)$": ["join/confirm/no:such-key"],
    "join/<str:token>": ["join/{invitation_token}", "join/nothing"],
    r"^sign-in/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)$": [
        "sign-in/reset/1-no-such-key",
        "sign-in/reset/1-set-password",
    ],
    "people/<str:handle>": _each("people/", MEMBERS),
    "people/<str:handle>/block": _each("people/", MEMBERS, "/block"),
    "people/<str:handle>/unblock": _each("people/", MEMBERS, "/unblock"),
    "settings/security/passkeys/<int:pk>/name": ["settings/security/passkeys/1/name"],
    "settings/security/passkeys/<int:pk>/remove": ["settings/security/passkeys/1/remove"],
    "settings/security/sessions/<str:public_id>/end": ["settings/security/sessions/nothing/end"],
    "company/invitations/<int:pk>/withdraw": ["company/invitations/{invitation}/withdraw"],
    "company/approvals/<str:handle>/approve": _each("company/approvals/", MEMBERS, "/approve"),
    "company/approvals/<str:handle>/refuse": _each("company/approvals/", MEMBERS, "/refuse"),
    "company/roles/<int:pk>/end": ["company/roles/1/end", "company/roles/{nothing}/end"],
    # media
    "uploads/<str:upload_id>/processing": _each("uploads/", UPLOADS, "/processing"),
    "uploads/<str:upload_id>/retry": _each("uploads/", UPLOADS, "/retry"),
    # talk
    "threads/<int:thread_id>": _each("threads/", THREADS),
    "threads/<int:thread_id>/comments": _each("threads/", THREADS, "/comments"),
    "threads/<int:thread_id>/heart": _each("threads/", THREADS, "/heart"),
    "threads/<int:thread_id>/heart/back": _each("threads/", THREADS, "/heart/back"),
    "comments/<int:comment_id>": _each("comments/", COMMENTS),
    "comments/<int:comment_id>/answers": _each("comments/", COMMENTS, "/answers"),
    "comments/<int:comment_id>/answer": _each("comments/", COMMENTS, "/answer"),
    "comments/<int:comment_id>/edit": _each("comments/", COMMENTS, "/edit"),
    "comments/<int:comment_id>/remove": _each("comments/", COMMENTS, "/remove"),
    # works
    "takes/<str:take_id>/keep": _each("takes/", UPLOADS, "/keep"),
    "takes/<str:take_id>/drop": _each("takes/", UPLOADS, "/drop"),
    "drafts/<str:draft_id>": _each("drafts/", DRAFTS),
    "drafts/<str:draft_id>/save": _each("drafts/", DRAFTS, "/save"),
    "drafts/<str:draft_id>/discard": _each("drafts/", DRAFTS, "/discard"),
    "drafts/<str:draft_id>/sources": _each("drafts/", DRAFTS, "/sources"),
    "drafts/<str:draft_id>/files/<int:file_id>": _each("drafts/", DRAFTS, "/files/{draft_file}"),
    "works/<int:work_id>/state": _each("works/", WORKS, "/state"),
    "works/<int:work_id>/retry": _each("works/", WORKS, "/retry"),
    "works/<int:work_id>/remixes": _each("works/", WORKS, "/remixes"),
    "works/<int:work_id>/sources": _each("works/", WORKS, "/sources"),
    "works/<str:name>": [
        *_each("works/", WORKS),
        *_each("works/", WORKS, "?version=1"),
        "works/{held}-rain",
        "works/nothing",
    ],
    **{f"works/<str:name>/{act}": _each("works/", WORKS, f"/{act}") for act in ("history", "edit")},
    **{
        f"works/<str:name>/{act}": _each("works/", WORKS, f"/{act}")
        for act in ("remove", "version", "licence")
    },
    "works/<str:name>/v/<int:number>": [*_each("works/", WORKS, "/v/1"), "works/{story}/v/99"],
    "credits/<int:credit_id>": ["credits/{nothing}"],
    "works/<str:name>/credits": _each("works/", WORKS, "/credits"),
    **{
        f"works/<str:name>/credits/<int:credit_id>/{act}": _each(
            "works/", WORKS, f"/credits/{{credit}}/{act}"
        )
        for act in ("out", "ask")
    },
    "works/<int:work_id>/collect": _each("works/", WORKS, "/collect"),
    **{
        f"collections/<int:collection_id>/{act}": _each("collections/", COLLECTIONS, f"/{act}")
        for act in ("edit", "order", "remove", "curators", "curators/yes")
    },
    "collections/<int:collection_id>/curators/<str:handle>/drop": _each(
        "collections/", COLLECTIONS, "/curators/{member}/drop"
    ),
    "collections/items/<int:item_id>": _each("collections/items/", ["item", "held_item", "nothing"]),
    "collections/<str:name>": [*_each("collections/", COLLECTIONS), "collections/nothing"],
    # moderation
    "report/<str:subject>/<int:subject_id>": [*_each_subject("report/"), "report/nothing/1"],
    "rulings/<int:ruling_id>": [
        "rulings/{ruling_about_work}",
        "rulings/{ruling_about_comment}",
        "rulings/{ruling_about_collection}",
        "rulings/{nothing}",
    ],
    "desk/<str:subject>/<int:subject_id>": _each_subject("desk/"),
    # notices
    "notices/<int:notice_id>": ["notices/{notice}", "notices/{nothing}"],
    "unsubscribe/<str:token>": ["unsubscribe/nothing"],
    # the API
    "settings/tokens/<int:pk>/end": ["settings/tokens/1/end"],
    "api/v1/works/<work_id>": [*_each("api/v1/works/", WORKS), "api/v1/works/{draft}"],
    **{
        f"api/v1/works/<work_id>/{part}": _each("api/v1/works/", WORKS, f"/{part}")
        for part in ("files", "renditions", "sources", "remixes", "comments", "heart")
    },
    "api/v1/works/<work_id>/credits": _each("api/v1/works/", WORKS, "/credits"),
    **{
        f"api/v1/works/<work_id>/credits/<credit_id>{end}": _each(
            "api/v1/works/", WORKS, f"/credits/{{credit}}{end}"
        )
        for end in ("", "/ask", "/answer")
    },
    "api/v1/takes/<take_id>": _each("api/v1/takes/", UPLOADS),
    "api/v1/takes/<take_id>/keep": _each("api/v1/takes/", UPLOADS, "/keep"),
    "api/v1/members/<handle>": _each("api/v1/members/", MEMBERS),
    "api/v1/members/<handle>/works": _each("api/v1/members/", MEMBERS, "/works"),
    "api/v1/<path:rest>": ["api/v1/nothing", "api/v1/works/", "api/v1/drafts/{draft}"],
}


def routes() -> Iterator[tuple[str, Any]]:
    """Every route with its view."""
    return _walk(get_resolver().url_patterns)


def _walk(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        else:
            yield route, pattern.callback


def all_routes() -> list[str]:
    return sorted({route for route, _view in routes()})


def addresses_of(route: str, names: Mapping[str, object]) -> list[str]:
    """Addresses on a route, with a leading slash.

    :raises KeyError: the route has arguments and no entry in ``ADDRESSES``
    """
    if "<" not in route:
        return [f"/{route}"]
    return ["/" + address.format_map(names) for address in ADDRESSES[route]]


def pages(world: World) -> Iterator[str]:
    """Addresses on all routes."""
    for route in all_routes():
        yield from addresses_of(route, world.names)
