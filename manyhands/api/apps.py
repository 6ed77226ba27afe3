from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "manyhands.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from manyhands.api.actions import member_allowed
        from manyhands.core import clock
        from manyhands.people import bearer

        bearer.answer_with(lambda text, scope: member_allowed(text, scope, at=clock.now()))
