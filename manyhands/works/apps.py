from django.apps import AppConfig


class WorksConfig(AppConfig):
    name = "manyhands.works"
    label = "works"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from manyhands.works import listeners, threads

        threads.register()
        del listeners  # importing it is what registers its functions
