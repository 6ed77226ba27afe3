from django.urls import URLPattern, URLResolver, path

from manyhands.media.views.portrait import portrait, take_portrait_down

urlpatterns: list[URLPattern | URLResolver] = [
    path("settings/portrait", portrait, name="portrait"),
    path("settings/portrait/down", take_portrait_down, name="take_portrait_down"),
]
