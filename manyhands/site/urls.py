from django.urls import URLPattern, URLResolver, path

from manyhands.site.views.design import design
from manyhands.site.views.preferences import preferences

urlpatterns: list[URLPattern | URLResolver] = [
    path("preferences", preferences, name="preferences"),
    path("design", design, name="design"),
]
