from django.urls import path

from clauseway.web.forms import designing, disposing, fielding, filling, records, ruling, stating, views

urlpatterns = [
    path("forms/", views.index, name="forms"),
    path("forms/new/", designing.new, name="form-new"),
    path("forms/records/", records.index, name="form-records"),
    path("forms/records/sheet.csv", records.as_csv, name="form-records-csv"),
    path("forms/records/sheet.xlsx", records.as_excel, name="form-records-excel"),
    path("forms/records/<uuid:entry>/", records.show, name="form-record"),
    path("forms/records/<uuid:entry>/correct/", filling.correct, name="form-record-correct"),
    path("forms/drafts/<uuid:entry>/drop", filling.drop, name="form-draft-drop"),
    path("forms/disposal/", disposing.index, name="form-disposals"),
    path("forms/disposal/<uuid:disposal>/", disposing.show, name="form-disposal"),
    path("forms/<uuid:blank>/", views.show, name="form"),
    path("forms/<uuid:blank>/fill/", filling.fill, name="form-fill"),
    path("forms/<uuid:blank>/edit/", designing.edit, name="form-edit"),
    path("forms/<uuid:blank>/field/", fielding.field, name="form-field"),
    path("forms/<uuid:blank>/field/change", fielding.change_field, name="form-field-change"),
    path("forms/<uuid:blank>/rule/", ruling.add_rule, name="form-rule"),
    path("forms/<uuid:blank>/rule/remove", ruling.remove_rule, name="form-rule-remove"),
    path("forms/<uuid:blank>/states/", stating.states, name="form-states"),
    path("forms/<uuid:blank>/use/", designing.use, name="form-use"),
    path("forms/<uuid:blank>/retire", designing.retire, name="form-retire"),
]
