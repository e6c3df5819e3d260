"""The root of all addresses."""

from django.urls import include, path

urlpatterns = [path("", include("clauseway.web.urls"))]
handler404 = "clauseway.web.errors.not_found"
handler403 = "clauseway.web.errors.forbidden"
handler500 = "clauseway.web.errors.server_error"
