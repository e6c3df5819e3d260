from django.urls import path

from clauseway.web.processes import controls, forms, handing, lists, providing, sheets, show, views

_ONE = "processes/<uuid:process>/"
urlpatterns = [
    path("processes/", views.index, name="processes"),
    path("processes/list/", lists.index, name="process-list"),
    path("processes/place/", views.put, name="process-place"),
    path("processes/new/", forms.new, name="process-new"),
    path("processes/readings/", sheets.every, name="readings"),
    path("processes/readings/<uuid:reading>/act/", sheets.act, name="reading-act"),
    path("processes/lines/<uuid:characteristic>/", sheets.line, name="sheet-line"),
    path("processes/lines/<uuid:characteristic>/read/", sheets.read, name="sheet-read"),
    path("processes/flows/<uuid:flow>/", handing.flow, name="flow"),
    path("processes/flows/<uuid:flow>/end/", views.end, name="flow-end"),
    path(_ONE, show.show, name="process"),
    path(f"{_ONE}sheets/", sheets.index, name="process-sheets"),
    path(f"{_ONE}sheets/new/", sheets.new, name="sheet-new"),
    path(f"{_ONE}edit/", forms.edit, name="process-edit"),
    path(f"{_ONE}flow/", handing.new_flow, name="flow-new"),
    path(f"{_ONE}provider/", providing.provider, name="process-provider"),
    path(f"{_ONE}look/", providing.look, name="process-look"),
    path("controls/", controls.index, name="controls"),
    path("controls/new/", controls.new, name="control-new"),
    path("controls/<uuid:control>/", controls.show, name="control"),
    path("controls/<uuid:control>/edit/", controls.edit, name="control-edit"),
    path("controls/<uuid:control>/prove/", controls.prove, name="control-prove"),
]
