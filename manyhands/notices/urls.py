from django.urls import path

from manyhands.notices.views import notices, wishes

urlpatterns = [
    path("notices", notices.notices, name="notices"),
    path("notices/read", notices.read_all, name="read_all"),
    path("notices/<int:notice_id>", notices.open_notice, name="open_notice"),
    path("settings/notices", wishes.notice_settings, name="notice_settings"),
    path("unsubscribe/<str:token>", wishes.unsubscribe, name="unsubscribe"),
]
