from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from manyhands.core import clock
from manyhands.talk import actions, owners
from manyhands.talk.models import Thread
from manyhands.talk.views.comments import member_of


@require_POST
def give_heart(request: HttpRequest, thread_id: int) -> HttpResponse:
    thread = get_object_or_404(Thread, pk=thread_id)
    actions.give_heart(thread, by=member_of(request), at=clock.now())
    return heart_answer(request, thread, hearted=True)


@require_POST
def take_heart_back(request: HttpRequest, thread_id: int) -> HttpResponse:
    thread = get_object_or_404(Thread, pk=thread_id)
    actions.take_heart_back(thread, by=member_of(request), at=clock.now())
    return heart_answer(request, thread, hearted=False)


def heart_answer(request: HttpRequest, thread: Thread, *, hearted: bool) -> HttpResponse:
    if request.headers.get("HX-Request"):
        thread.refresh_from_db()
        return render(request, "talk/_heart.html", {"thread": thread, "hearted": hearted})
    owner = owners.of([thread.pk], request.user).get(thread.pk)
    return redirect(owner.address if owner else "/")
