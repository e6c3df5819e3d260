"""Address of an invitation."""

from django.urls import path

from clauseway.web.invitations import views

urlpatterns = [path("invitations/<str:token>/", views.invitation, name="invitation")]
