"""The addresses of people. The names that begin with account_ and mfa_ are those that allauth looks for."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from manyhands.people.views import (
    administration,
    blocking,
    first_passkey,
    joining,
    outside,
    security,
    settings,
    signing_in,
)

_coming_in: list[URLPattern | URLResolver] = [
    path("join", joining.join, name="join"),
    path("join", joining.join, name="account_signup"),
    path("join/first/<str:token>", joining.become_first_administrator, name="become_first_administrator"),
    path("join/mail", signing_in.mail_sent, name="account_email_verification_sent"),
    re_path(r"^join/confirm/(?P<key>[-:\w]+)$", signing_in.confirm_mail, name="account_confirm_email"),
    path("join/outside", outside.outside, name="outside"),
    path("join/outside", outside.outside, name="account_inactive"),
    path("join/passkey", first_passkey.first_passkey, name="first_passkey"),
    path("join/<str:token>", joining.join_by_invitation, name="join_by_invitation"),
]

_signing_in: list[URLPattern | URLResolver] = [
    path("sign-in", signing_in.sign_in, name="sign_in"),
    path("sign-in", signing_in.sign_in, name="account_login"),
    path("sign-in/passkey", signing_in.sign_in_by_passkey, name="mfa_login_webauthn"),
    path("sign-in/code", signing_in.second_step_of_sign_in, name="mfa_authenticate"),
    path("sign-in/again", signing_in.sign_in_again, name="account_reauthenticate"),
    path("sign-in/again/code", signing_in.sign_in_again_by_code, name="mfa_reauthenticate"),
    path("sign-in/again/passkey", signing_in.sign_in_again_by_passkey, name="mfa_reauthenticate_webauthn"),
    path("sign-in/reset", signing_in.ask_for_reset, name="account_reset_password"),
    path("sign-in/reset/sent", signing_in.reset_sent, name="account_reset_password_done"),
    path("sign-in/reset/done", signing_in.reset_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^sign-in/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)$",
        signing_in.reset_password,
        name="account_reset_password_from_key",
    ),
    path("sign-out", signing_in.sign_out, name="sign_out"),
    path("sign-out", signing_in.sign_out, name="account_logout"),
    path("sign-out/everywhere", signing_in.sign_out_everywhere, name="sign_out_everywhere"),
]

_settings: list[URLPattern | URLResolver] = [
    path("settings", settings.settings_profile, name="settings_profile"),
    path("settings/language", settings.settings_language, name="settings_language"),
    path("settings/blocks", settings.blocks, name="blocks"),
    path("settings/leave", settings.close_account, name="close_account"),
    path("people/<str:handle>/block", blocking.block, name="block"),
    path("people/<str:handle>/unblock", blocking.unblock, name="unblock"),
]

_security: list[URLPattern | URLResolver] = [
    path("settings/security", security.security, name="security"),
    path("settings/security", security.security, name="mfa_index"),
    path("settings/security", security.security, name="mfa_list_webauthn"),
    path("settings/security/mail", security.change_mail, name="account_email"),
    path("settings/security/password", security.change_password, name="account_change_password"),
    path("settings/security/password/new", security.set_password, name="account_set_password"),
    path("settings/security/app", security.activate_app, name="mfa_activate_totp"),
    path("settings/security/app/off", security.deactivate_app, name="mfa_deactivate_totp"),
    path("settings/security/codes", security.recovery_codes_page, name="mfa_view_recovery_codes"),
    path("settings/security/codes/new", security.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path("settings/security/passkeys/new", security.add_passkey, name="mfa_add_webauthn"),
    path("settings/security/passkeys/<int:pk>/name", security.rename_passkey, name="mfa_edit_webauthn"),
    path("settings/security/passkeys/<int:pk>/remove", security.remove_passkey, name="mfa_remove_webauthn"),
    path("settings/security/sessions/<str:public_id>/end", security.end_session, name="end_session"),
]

_administration: list[URLPattern | URLResolver] = [
    path("company/invitations", administration.invitations, name="invitations"),
    path(
        "company/invitations/<int:pk>/withdraw",
        administration.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("company/approvals", administration.approvals, name="approvals"),
    path("company/approvals/<str:handle>/approve", administration.approve, name="approve"),
    path("company/approvals/<str:handle>/refuse", administration.refuse, name="refuse"),
    path("company/roles", administration.roles, name="roles"),
    path("company/roles/<int:pk>/end", administration.end_role, name="end_role"),
]

urlpatterns = [*_coming_in, *_signing_in, *_settings, *_security, *_administration]
