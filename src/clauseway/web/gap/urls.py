from django.urls import path, re_path

from clauseway.web.gap import asking, views

_ONE = "gap/<slug:edition>/<str:ref>/"

urlpatterns = [
    path("gap/", views.index, name="gap"),
    path("gap/ask/", asking.ask, name="gap-ask"),
    path(_ONE, views.show, name="gap-step"),
    path(f"{_ONE}note/", views.note, name="gap-note"),
    re_path(
        r"^gap/(?P<edition>[-\w]+)/(?P<ref>[^/]+)/passages/(?P<suggestion>[0-9a-f-]{36})/(?P<verdict>accepted|rejected)/$",
        views.passage,
        name="gap-passage",
    ),
]
