from django.urls import path

from clauseway.web.requirements import deciding, judging, recording, records, views

_ONE = "requirements/<slug:edition>/<str:ref>/"

urlpatterns = [
    path("requirements/", views.index, name="requirements"),
    path("requirements/<slug:edition>/", views.standard, name="standard"),
    path(_ONE, views.show, name="requirement"),
    path(f"{_ONE}judge/", judging.judge, name="requirement-judge"),
    path(f"{_ONE}take-back/", judging.take_back, name="requirement-take-back"),
    path(f"{_ONE}applicability/", deciding.applicability, name="requirement-applicability"),
    path(f"{_ONE}rhythm/<slug:name>/", deciding.rhythm, name="requirement-rhythm"),
    path(f"{_ONE}population/<slug:kind>/", deciding.population, name="requirement-population"),
    path(f"{_ONE}record/<str:word>/", recording.record, name="requirement-record"),
    path("records/<uuid:record>/", records.show, name="record"),
    path("records/<uuid:record>/examine/", records.examine, name="record-examine"),
    path("records/<uuid:record>/close/", records.close, name="record-close"),
    path("records/<uuid:record>/withdraw/", records.withdraw, name="record-withdraw"),
]
