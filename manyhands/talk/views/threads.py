"""Reading what was said."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from manyhands.people.middleware import public
from manyhands.talk import owners, queries
from manyhands.talk.discussion import SIZE, discussion_of, said_by
from manyhands.talk.models import Comment, Thread


@public
@require_safe
def thread(request: HttpRequest, thread_id: int) -> HttpResponse:
    """All that was said about one thing, page by page; earlier comments of its own page come from here."""
    discussion = discussion_of(
        get_object_or_404(Thread, pk=thread_id), viewer=request.user, before=number(request, "before")
    )
    return part_or_page(request, "talk/_comments.html", "talk/thread.html", {"discussion": discussion})


@public
@require_safe
def answers(request: HttpRequest, comment_id: int) -> HttpResponse:
    """The answers to one comment, page by page."""
    comment = get_object_or_404(Comment.objects.select_related("by", "thread"), pk=comment_id, answers=None)
    owner = owners.open_to(request.user, comment.thread)
    found = list(queries.answers_to(comment, request.user, before=number(request, "before"))[: SIZE + 1])
    context = {
        "comment": comment,
        "owner": owner,
        "said": said_by(found[:SIZE][::-1], request.user, owner),
        "earlier": found[SIZE - 1].pk if len(found) > SIZE else None,
    }
    return part_or_page(request, "talk/_answers.html", "talk/answers.html", context)


@public
@require_safe
def comment_place(request: HttpRequest, comment_id: int) -> HttpResponse:
    """The lasting address of a comment leads to where it stands now."""
    comment = get_object_or_404(Comment.objects.visible_to(request.user), pk=comment_id)
    return redirect(place_of(comment, request))


def place_of(comment: Comment, request: HttpRequest) -> str:
    """The page on which a viewer finds a comment, and its place there.

    :raises NotThere: the viewer must not know of what is discussed
    """
    owner = owners.open_to(request.user, comment.thread_id)
    if queries.is_on_the_newest_page(comment, request.user, size=SIZE):
        return f"{owner.address}#comment-{comment.pk}"
    top = comment.answers_id or comment.pk
    return f"{reverse('thread', args=[comment.thread_id])}?before={top + 1}#comment-{comment.pk}"


def number(request: HttpRequest, name: str) -> int | None:
    """A number of the address; None where it is missing or nonsense, so that an old address still opens."""
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 19 else None


def part_or_page(request: HttpRequest, part: str, page: str, context: Mapping[str, object]) -> HttpResponse:
    """The part alone for HTMX, which puts it into the page that is already there."""
    response = render(request, part if request.headers.get("HX-Request") else page, context)
    patch_vary_headers(response, ["HX-Request"])
    return response
