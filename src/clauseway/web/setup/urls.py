"""Addresses of the setup."""

from django.urls import path

from clauseway.web.setup import applicability, rhythms, scope, standards, views

urlpatterns = [
    path("setup/", views.charter, name="setup"),
    path("setup/first/standards/", standards.first, name="first-standards"),
    path("setup/first/scope/", scope.first, name="first-scope"),
    path("setup/standards/", standards.standards, name="setup-standards"),
    path("setup/scope/", scope.scope, name="setup-scope"),
    path("setup/scope/<uuid:version>/approve/", scope.approve, name="setup-scope-approve"),
    path("setup/applicability/", applicability.listed, name="setup-applicability"),
    path("setup/applicability/several/", applicability.several, name="setup-applicability-several"),
    path("setup/applicability/<uuid:requirement>/", applicability.one, name="setup-applicability-one"),
    path("setup/rhythms/", rhythms.rhythms, name="setup-rhythms"),
    path("setup/rhythms/adopt/", rhythms.adopt, name="setup-rhythms-adopt"),
]
