"""Addresses of guests: the host's page stands below the organization, the guest's below the grant."""

from django.urls import path

from clauseway.web.guests import hosting, visiting

urlpatterns = [
    path("o/<slug:organization>/guests/", hosting.guests, name="guests"),
    path("o/<slug:organization>/guests/<uuid:grant>/end/", hosting.end, name="guest-end"),
    path("guest/<uuid:grant>/", visiting.standing, name="guest"),
    path("guest/<uuid:grant>/documents/", visiting.documents, name="guest-documents"),
    path("guest/<uuid:grant>/documents/<uuid:document>/", visiting.document, name="guest-document"),
    path("guest/<uuid:grant>/records/", visiting.records, name="guest-records"),
    path("guest/<uuid:grant>/files/", visiting.files, name="guest-files"),
    path("guest/<uuid:grant>/files/<uuid:item>/", visiting.file, name="guest-file"),
]
