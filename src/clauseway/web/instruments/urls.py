from django.urls import path

from clauseway.web.instruments import assets, forms, views

urlpatterns = [
    path("equipment/", views.index, name="equipment"),
    path("equipment/<uuid:instrument>/", views.show, name="instrument"),
    path("equipment/<uuid:instrument>/edit/", forms.edit, name="instrument-edit"),
    path("equipment/<uuid:instrument>/calibrate/", forms.calibrate, name="instrument-calibrate"),
    path("equipment/<uuid:instrument>/aside/", forms.aside, name="instrument-aside"),
    path("equipment/<uuid:instrument>/back/", forms.back, name="instrument-back"),
    path("equipment/<uuid:instrument>/results/", forms.results, name="instrument-results"),
    path(
        "equipment/<uuid:instrument>/calibration/<uuid:calibration>/withdraw/",
        forms.withdraw,
        name="instrument-calibration-withdraw",
    ),
    path("assets/", assets.index, name="assets"),
    path("assets/<uuid:asset>/", assets.show, name="asset"),
    path("assets/<uuid:asset>/edit/", assets.edit, name="asset-edit"),
    path("assets/<uuid:asset>/end/", assets.end, name="asset-end"),
]
