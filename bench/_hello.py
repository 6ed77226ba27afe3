"""The least that Django can answer: a settings module for the same front, with one page that asks nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from manyhands.config.settings import *  # noqa: F403 - this file is its own settings module too

ROOT_URLCONF = "bench._hello"
MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]  # allauth does not start without it
PAGES_KEPT_SECONDS = 0


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Hello.")


urlpatterns = [path("", hello)]
