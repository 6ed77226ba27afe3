from django.urls import URLPattern, URLResolver, path

from manyhands.media.views.portrait import portrait, take_portrait_down
from manyhands.media.views.processing import processing, retry_processing

urlpatterns: list[URLPattern | URLResolver] = [
    path("uploads/<str:upload_id>/processing", processing, name="processing"),
    path("uploads/<str:upload_id>/retry", retry_processing, name="retry_processing"),
    path("settings/portrait", portrait, name="portrait"),
    path("settings/portrait/down", take_portrait_down, name="take_portrait_down"),
]
