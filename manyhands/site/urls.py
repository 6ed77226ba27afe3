from django.urls import URLPattern, URLResolver, path

from manyhands.site.views.preferences import preferences

urlpatterns: list[URLPattern | URLResolver] = [
    path("preferences", preferences, name="preferences"),
]
