"""The addresses of all rooms. Room order matters only where a prefix is shared."""

from django.urls import include, path

urlpatterns = [
    path("", include("manyhands.site.urls")),
    path("", include("manyhands.people.urls")),
    path("", include("manyhands.media.urls")),
    path("", include("manyhands.talk.urls")),
    path("", include("manyhands.rights.urls")),
    path("", include("manyhands.works.urls")),
    path("", include("manyhands.discovery.urls")),
    path("", include("manyhands.moderation.urls")),
    path("", include("manyhands.notices.urls")),
    path("", include("manyhands.api.urls")),
]

handler400 = "manyhands.site.views.errors.bad_request"
handler403 = "manyhands.site.views.errors.forbidden"
handler404 = "manyhands.site.views.errors.not_found"
handler500 = "manyhands.site.views.errors.server_error"
