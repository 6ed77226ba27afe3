"""Collections: works that somebody put together, in an order, with words."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from manyhands.people.middleware import public
from manyhands.talk.discussion import discussion_of
from manyhands.works.models import Collection, Work
from manyhands.works.queries.faces import faces_of
from manyhands.works.views.works import number_of


@public
@require_safe
def collection(request: HttpRequest, name: str) -> HttpResponse:
    """A collection, in its order."""
    found = (
        Collection.objects.visible_to(request.user).filter(pk=number_of(name)).select_related("owner").first()
    )
    if found is None:
        raise Http404
    if found.get_absolute_url() != request.path:
        return redirect(found, permanent=False)
    items = found.items.filter(work__in=Work.objects.visible_to(request.user)).order_by("position")
    items = items.select_related("work__author", "work__thread", "work__latest")
    faces = faces_of(item.work for item in items)
    context = {
        "collection": found,
        "items": [{"row": item.work, "face": faces.get(item.work_id), "words": item.words} for item in items],
        "discussion": discussion_of(found.thread, viewer=request.user),
    }
    return render(request, "works/collection.html", context)
