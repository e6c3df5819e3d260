from django.urls import path

from clauseway.web.suppliers import asking, criteria, forms, judging, views

urlpatterns = [
    path("suppliers/", views.index, name="suppliers"),
    path("suppliers/criteria/", views.criteria, name="supplier-criteria"),
    path("suppliers/criteria/<str:purpose>/", criteria.criteria, name="supplier-criteria-set"),
    path("suppliers/<uuid:supplier>/", views.show, name="supplier"),
    path("suppliers/<uuid:supplier>/edit/", forms.edit, name="supplier-edit"),
    path("suppliers/<uuid:supplier>/provides/", forms.provides, name="supplier-provides"),
    path("suppliers/<uuid:supplier>/certificate/", forms.certificate, name="supplier-certificate"),
    path("suppliers/<uuid:supplier>/evaluate/", judging.evaluate, name="supplier-evaluate"),
    path("suppliers/<uuid:supplier>/performance/", judging.performance, name="supplier-performance"),
    path("suppliers/<uuid:supplier>/settle/", judging.settle, name="supplier-settle"),
    path("suppliers/<uuid:supplier>/join/", forms.join, name="supplier-join"),
    path("suppliers/<uuid:supplier>/ask/", asking.ask, name="supplier-ask"),
    path("suppliers/<uuid:supplier>/ask/<uuid:asked>/link/", asking.again, name="supplier-ask-again"),
    path(
        "suppliers/<uuid:supplier>/certificate/<uuid:held>/end/", forms.end_certificate, name="supplier-certificate-end"
    ),
    path("suppliers/<uuid:supplier>/evaluation/<uuid:evaluation>/", judging.evaluation, name="supplier-evaluation"),
    path("suppliers/<uuid:supplier>/provides/<uuid:provision>/end/", views.stop, name="supplier-provides-end"),
]
