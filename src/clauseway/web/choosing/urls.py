"""Addresses of choosing."""

from django.urls import path

from clauseway.web.choosing import benefits, views, waying

urlpatterns = [
    path("choose/", views.interview, name="choose"),
    path("choose/result/", views.result, name="choose-result"),
    path("choose/ways/", waying.ways_page, name="choose-ways"),
    path("choose/benefits/", benefits.listed, name="benefits"),
    path("choose/benefits/<uuid:benefit>/", benefits.one, name="benefit"),
    path("choose/benefits/<uuid:benefit>/give-up/", benefits.give_up, name="benefit-give-up"),
]
