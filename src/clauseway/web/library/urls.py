"""Addresses of the library: inside an organization, and for everybody. An organization's own standards (web/exchange) stand before these."""

from django.urls import path

from clauseway.web.library import views

_INSIDE = "o/<slug:organization>/standards/"

urlpatterns = [
    path(_INSIDE, views.index, name="library"),
    path(f"{_INSIDE}glossary/", views.glossary, name="library-glossary"),
    path(f"{_INSIDE}accredited/", views.accredited, name="library-accredited"),
    path(f"{_INSIDE}principles/", views.principles, name="library-principles"),
    path(f"{_INSIDE}<slug:standard>/", views.standard, name="library-standard"),
    path(f"{_INSIDE}<slug:standard>/judged/", views.judged, name="library-judged"),
    path("standards/", views.public_index, name="public-library"),
    path("standards/glossary/", views.public_glossary, name="public-glossary"),
    path("standards/accredited/", views.public_accredited, name="public-accredited"),
    path("standards/principles/", views.public_principles, name="public-principles"),
    path("standards/<slug:standard>/", views.public_standard, name="public-standard"),
    path("standards/<slug:standard>/judged/", views.public_judged, name="public-judged"),
]
