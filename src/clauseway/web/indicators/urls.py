from django.urls import path

from clauseway.web.indicators import forms, machines, views

urlpatterns = [
    path("indicators/", views.index, name="indicators"),
    path("indicators/new/", forms.new, name="indicator-new"),
    path("indicators/machines/", machines.machines, name="machines"),
    path("indicators/machines/<uuid:access>/revoke/", machines.revoke, name="machine-revoke"),
    path("indicators/<uuid:indicator>/", views.show, name="indicator"),
    path("indicators/<uuid:indicator>/edit/", forms.edit, name="indicator-edit"),
    path("indicators/<uuid:indicator>/value/", forms.value, name="indicator-value"),
    path("indicators/<uuid:indicator>/limits/", forms.limits, name="indicator-limits"),
    path("indicators/<uuid:indicator>/evaluate/", forms.evaluate, name="indicator-evaluate"),
    path("indicators/<uuid:indicator>/values/<uuid:measurement>/", forms.correct, name="indicator-correct"),
]
