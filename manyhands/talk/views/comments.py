"""Saying something, changing it, taking it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from manyhands.core import clock, requests
from manyhands.core.errors import NotThere, RuleBroken
from manyhands.people.models import Member
from manyhands.talk import actions, owners
from manyhands.talk.discussion import discussion_of, said_by
from manyhands.talk.forms import AnswerForm, CommentForm, EditForm, WordsForm
from manyhands.talk.models import Comment, Thread
from manyhands.talk.owners import Owner
from manyhands.talk.views.threads import place_of


@require_POST
def comment(request: HttpRequest, thread_id: int) -> HttpResponse:
    thread = get_object_or_404(Thread, pk=thread_id)
    owner = owners.open_to(member_of(request), thread)
    form = CommentForm(request.POST, room=owner.room)

    def act() -> Comment:
        return actions.comment(
            thread,
            by=member_of(request),
            words=form.cleaned_data["words"],
            at=clock.now(),
            where=form.where,
        )

    said = said_once(request, form, act, name=f"comment/{thread_id}")
    if said is None:
        return refused_comment(request, thread, form)
    return said_answer(request, said, owner, "talk/_commented.html")


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, comment_id: int) -> HttpResponse:
    to = get_object_or_404(
        Comment.objects.visible_to(request.user).select_related("by", "thread"), pk=comment_id
    )
    owner = owners.open_to(request.user, to.thread)
    form = AnswerForm.to(to, request.POST or None)

    def act() -> Comment:
        words = form.cleaned_data["words"]
        return actions.answer(to, by=member_of(request), words=words, at=clock.now())

    said = said_once(request, form, act, name=f"answer/{comment_id}")
    if said is None:
        context = {"form": form, "comment": to, "owner": owner}
        return form_part_or_page(request, "talk/_answer_form.html", "talk/answer.html", context)
    return said_answer(request, said, owner, "talk/_answered.html")


@require_http_methods(["GET", "HEAD", "POST"])
def edit_comment(request: HttpRequest, comment_id: int) -> HttpResponse:
    comment = own_comment(request, comment_id)
    owner = owners.open_to(request.user, comment.thread)
    form = EditForm.of(comment, request.POST or None)

    def act() -> Comment:
        words = form.cleaned_data["words"]
        return actions.edit_comment(comment, by=member_of(request), words=words, at=clock.now())

    said = said_once(request, form, act, name=f"edit/{comment_id}")
    if said is None:
        context = {"form": form, "comment": comment, "owner": owner}
        return form_part_or_page(request, "talk/_edit_form.html", "talk/edit_comment.html", context)
    return said_answer(request, said, owner, "talk/_edited.html")


@require_http_methods(["GET", "HEAD", "POST"])
def remove_comment(request: HttpRequest, comment_id: int) -> HttpResponse:
    comment = own_comment(request, comment_id)
    owner = owners.of([comment.thread_id], request.user).get(comment.thread_id)
    if request.method != "POST":
        context = {"comment": comment, "owner": owner}
        return form_part_or_page(request, "talk/_remove_form.html", "talk/remove_comment.html", context)
    actions.remove_comment(comment, by=member_of(request), at=clock.now())
    if request.headers.get("HX-Request"):
        return render(request, "talk/_removed.html", {"comment": comment})
    return redirect(f"{owner.address}#talk" if owner else "/")


def member_of(request: HttpRequest) -> Member:
    """Who is signed in; the gate in front of all views has seen to it that somebody is."""
    assert isinstance(request.user, Member)
    return request.user


def own_comment(request: HttpRequest, comment_id: int) -> Comment:
    """A comment that the member wrote; others' forms do not exist."""
    own = Comment.objects.filter(by=member_of(request), removal=None)
    return get_object_or_404(own.select_related("by", "thread"), pk=comment_id)


def said_once(
    request: HttpRequest, form: WordsForm, act: Callable[[], Comment], *, name: str
) -> Comment | None:
    """What a valid form says, once however often it is sent; None where the form has to be shown (again)."""
    if request.method != "POST" or not form.is_valid():
        return None
    body = {field: value for field, value in form.cleaned_data.items() if field != "request_key"}
    try:
        answer, _replayed = requests.once(
            key=form.key,
            member_id=member_of(request).pk,
            act=name,
            body=body,
            at=clock.now(),
            do=lambda: {"comment": act().pk},
        )
    except NotThere:
        raise
    except RuleBroken as refusal:
        form.refuse(refusal)
        return None
    return Comment.objects.select_related("by", "thread").get(pk=answer["comment"])


def said_answer(request: HttpRequest, said: Comment, owner: Owner, part: str) -> HttpResponse:
    """The new comment for HTMX to put in its place, or the page on which it stands."""
    if not request.headers.get("HX-Request"):
        return redirect(place_of(said, request))
    context = {
        "said": said_by([said], request.user, owner)[0],
        "thread": said.thread,
        "owner": owner,
        "form": CommentForm.blank(owner.room),
    }
    return render(request, part, context)


def refused_comment(request: HttpRequest, thread: Thread, form: CommentForm) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return render(request, "talk/_composer.html", {"thread": thread, "form": form}, status=422)
    discussion = replace(discussion_of(thread, viewer=request.user), form=form)
    return render(request, "talk/thread.html", {"discussion": discussion}, status=422)


def form_part_or_page(
    request: HttpRequest, part: str, page: str, context: Mapping[str, object]
) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    template = part if request.headers.get("HX-Request") else page
    return render(request, template, context, status=status)
