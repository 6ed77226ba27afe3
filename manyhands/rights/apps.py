from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "manyhands.rights"
    label = "rights"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from manyhands.rights import listeners

        del listeners  # importing it is what registers its functions
