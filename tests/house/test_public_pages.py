"""Routes are closed by default; the open ones are a list, so that opening one is a decision that shows."""

from __future__ import annotations

from pathlib import Path

from tests.routes import routes

LIST = Path(__file__).with_name("public_pages.txt")


def test_the_public_pages_are_exactly_the_listed_ones() -> None:
    found = {route or "/" for route, view in routes() if getattr(view, "is_public", False)}
    listed = {line for line in LIST.read_text().splitlines() if line and not line.startswith("#")}
    assert sorted(found - listed) == [], "public, but not listed"
    assert sorted(listed - found) == [], "listed, but not public"


def test_only_the_api_is_exempt_from_csrf() -> None:
    exempt = [
        route
        for route, view in routes()
        if getattr(view, "csrf_exempt", False) and not route.startswith("api/v1/")
    ]
    assert [route for route in exempt if route not in UNSUBSCRIBE] == []


# RFC 8058: the mail program posts without a session; the signed address itself is the permission.
UNSUBSCRIBE = {"unsubscribe/<str:token>"}
