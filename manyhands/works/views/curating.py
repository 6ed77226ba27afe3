"""Curating: beginning a collection, its words, its order, and those who curate it together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from manyhands.core import clock, requests
from manyhands.core.errors import NotThere, RuleBroken
from manyhands.people.models import Member
from manyhands.works import actions
from manyhands.works.forms.collections import CollectionForm, CuratorForm, ItemForm
from manyhands.works.models import Collection, CollectionItem, Work
from manyhands.works.queries.collections import order_moved, shelves_of
from manyhands.works.views.collections import place_asked
from manyhands.works.views.works import pager, visible_work

FORM_METHODS = ["GET", "HEAD", "POST"]


def member_of(request: HttpRequest) -> Member:
    """Who is signed in; the gate in front of all views has seen to it that somebody is."""
    assert isinstance(request.user, Member)
    return request.user


@require_http_methods(FORM_METHODS)
def start_collection(request: HttpRequest) -> HttpResponse:
    form = CollectionForm(request.POST or None)
    started = _started(request, form) if request.method == "POST" and form.is_valid() else None
    if started is None:
        status = 422 if form.errors else 200
        return render(request, "works/start_collection.html", {"form": form}, status=status)
    return redirect(started)


@require_http_methods(FORM_METHODS)
def edit_collection(request: HttpRequest, collection_id: int) -> HttpResponse:
    collection = _own(request, collection_id)
    form = CollectionForm.of(collection, request.POST or None)
    if request.method == "POST" and form.is_valid():
        changed = actions.edit_collection(
            collection, form.collection_words, by=member_of(request), at=clock.now()
        )
        return redirect(changed)
    context = {"form": form, "collection": collection}
    return render(request, "works/edit_collection.html", context, status=422 if form.errors else 200)


@require_http_methods(FORM_METHODS)
def remove_collection(request: HttpRequest, collection_id: int) -> HttpResponse:
    collection = _own(request, collection_id)
    if request.method != "POST":
        return render(request, "works/remove_collection.html", {"collection": collection})
    actions.remove_collection(collection, by=member_of(request), at=clock.now())
    messages.success(request, _("The collection is gone; the works in it are where they were."))
    return redirect("collections")


@require_http_methods(FORM_METHODS)
def collect_work(request: HttpRequest, work_id: int) -> HttpResponse:
    """Put a work into one of one's collections, or into a new one."""
    work = visible_work(request, work_id)
    form = CollectionForm(request.POST if "title" in request.POST else None)
    if request.method == "POST":
        collection = _chosen(request, form)
        if collection is not None:
            _tell(request, lambda: actions.add_to_collection(
                collection, work, by=member_of(request), at=clock.now()
            ), _("It stands in “%(title)s” now.") % {"title": collection.title})  # fmt: skip
            return redirect(collection)
    after = request.GET.get("after")
    shelves, following = shelves_of(member_of(request), work, after=after)
    here = reverse("collect_work", args=[work.pk])
    context = {"work": work, "shelves": shelves, "form": form, **pager(here, following, after)}
    return render(request, "works/collect_work.html", context, status=422 if form.errors else 200)


@require_POST
def move_item(request: HttpRequest, collection_id: int) -> HttpResponse:
    """Move one work up, down, to the beginning or to the end, as the button says: ``17:up``."""
    collection = _visible(request, collection_id)
    item, _colon, where = request.POST.get("move", "").partition(":")
    if item.isdecimal() and len(item) < 19:
        order = order_moved(collection, int(item), where, request.user)
        _tell(request, lambda: actions.reorder_collection(
            collection, order, by=member_of(request), at=clock.now()
        ))  # fmt: skip
    place = place_asked(request)
    page = "" if place is None else f"?after={place}"
    return redirect(f"{collection.get_absolute_url()}{page}#item-{item}")


@require_http_methods(FORM_METHODS)
def edit_item(request: HttpRequest, item_id: int) -> HttpResponse:
    """Say why a work is there, or take it out."""
    # What is held shows itself nowhere, not to who collected it either.
    visible = Work.objects.visible_to(member_of(request))
    own = Collection.objects.curated_by(member_of(request))
    items = CollectionItem.objects.filter(collection__in=own, work__in=visible)
    item = get_object_or_404(items.select_related("collection", "work__author"), pk=item_id)
    form = ItemForm(request.POST or None, initial={"words": item.words})
    if request.method == "POST" and "take_out" in request.POST:
        actions.take_out(item, by=member_of(request), at=clock.now())
        return redirect(item.collection)
    if request.method == "POST" and form.is_valid():
        actions.edit_item(item, form.cleaned_data["words"], by=member_of(request), at=clock.now())
        return redirect(f"{item.collection.get_absolute_url()}#item-{item.pk}")
    context = {"form": form, "item": item}
    return render(request, "works/edit_item.html", context, status=422 if form.errors else 200)


@require_POST
def name_co_curator(request: HttpRequest, collection_id: int) -> HttpResponse:
    collection = _own(request, collection_id)
    form = CuratorForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["member"][0]))
        return redirect(collection)
    member = form.cleaned_data["member"]
    _tell(request, lambda: actions.name_co_curator(
        collection, member, by=member_of(request), at=clock.now()
    ), _("%(name)s is asked.") % {"name": member.name})  # fmt: skip
    return redirect(collection)


@require_POST
def accept_curating(request: HttpRequest, collection_id: int) -> HttpResponse:
    collection = _visible(request, collection_id)
    actions.accept_curating(collection, by=member_of(request), at=clock.now())
    messages.success(request, _("You curate this collection now."))
    return redirect(collection)


@require_POST
def drop_co_curator(request: HttpRequest, collection_id: int, handle: str) -> HttpResponse:
    """The owner lets somebody go; or somebody says no, or goes."""
    collection = _visible(request, collection_id)
    member = get_object_or_404(Member, handle=handle)
    actions.drop_co_curator(collection, member, by=member_of(request), at=clock.now())
    return redirect(collection)


def _started(request: HttpRequest, form: CollectionForm) -> Collection | None:
    """The collection that a valid form begins, once however often it is sent."""
    member, words = member_of(request), form.collection_words
    body: dict[str, Any] = {"title": words.title, "words": words.words, "language": words.language}
    try:
        answer, _replayed = requests.once(
            key=form.key,
            member_id=member.pk,
            act="start_collection",
            body=body,
            at=clock.now(),
            do=lambda: {"collection": actions.start_collection(words, by=member, at=clock.now()).pk},
        )
    except RuleBroken as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None
    return Collection.objects.get(pk=answer["collection"])


def _chosen(request: HttpRequest, form: CollectionForm) -> Collection | None:
    """The collection that a member pressed, or began."""
    if "title" in request.POST:
        return _started(request, form) if form.is_valid() else None
    pressed = request.POST.get("collection", "")
    mine = Collection.objects.curated_by(member_of(request))
    return get_object_or_404(mine, pk=int(pressed) if pressed.isdecimal() and len(pressed) < 19 else 0)


def _tell(request: HttpRequest, act: Callable[[], object], done: str = "") -> None:
    """Act, and say on the next page how it went; what is not there answers as such."""
    try:
        act()
    except NotThere:
        raise
    except RuleBroken as refusal:
        messages.warning(request, str(refusal))
    else:
        if done:
            messages.success(request, done)


def _visible(request: HttpRequest, pk: int) -> Collection:
    return get_object_or_404(Collection.objects.visible_to(request.user), pk=pk)


def _own(request: HttpRequest, pk: int) -> Collection:
    return get_object_or_404(Collection, pk=pk, owner=member_of(request), removed_at=None)
