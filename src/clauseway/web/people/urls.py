"""Addresses of the people."""

from django.urls import path

from clauseway.web.people import views

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/new/", views.new, name="people-new"),
    path("people/<uuid:person>/", views.person, name="person"),
    path("people/<uuid:person>/leave/", views.leave, name="person-leave"),
    path("people/<uuid:person>/back/", views.back, name="person-back"),
    path("people/<uuid:person>/erase/", views.erase, name="person-erase"),
]
