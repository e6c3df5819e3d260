"""Addresses of the members' page."""

from django.urls import path

from clauseway.web.members import views

urlpatterns = [
    path("members/", views.members, name="members"),
    path("members/invite/", views.invite_member, name="member-invite"),
    path("members/roles/", views.change_roles, name="member-roles"),
    path("members/withdraw/<uuid:invitation>/", views.withdraw, name="invitation-withdraw"),
]
