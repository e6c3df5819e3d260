from django.urls import path

from clauseway.web.context import answering, issues, looking, matrix, needs, parties, placing, roles, talking

_NEED = "context/needs/<uuid:need>/"
_ANSWER = "context/responsibilities/"
_LINE = "context/communication/<uuid:line>/"
urlpatterns = [
    path("context/", issues.index, name="context"),
    path("context/issues/new/", issues.new, name="issue-new"),
    path("context/issues/<uuid:issue>/", issues.edit, name="issue"),
    path("context/issues/<uuid:issue>/place/", placing.put, name="issue-place"),
    path("context/pestle/", placing.pestle, name="pestle"),
    path("context/swot/", placing.swot, name="swot"),
    path("context/climate/", looking.climate, name="climate"),
    path("context/reviews/", looking.index, name="context-reviews"),
    path("context/reviews/new/", looking.new, name="context-review-new"),
    path("context/reviews/<uuid:review>/", looking.one, name="context-review"),
    path("context/parties/", parties.index, name="parties"),
    path("context/parties/new/", parties.new, name="party-new"),
    path("context/parties/<uuid:party>/", parties.show, name="party"),
    path("context/parties/<uuid:party>/edit/", parties.edit, name="party-edit"),
    path("context/parties/<uuid:party>/needs/", needs.add, name="needs-add"),
    path(_NEED, needs.decide, name="need"),
    path(f"{_NEED}obligation/", needs.bind, name="need-obligation"),
    path(f"{_NEED}end/", needs.end, name="need-end"),
    path(_ANSWER, matrix.index, name="responsibilities"),
    path(f"{_ANSWER}tasks/", answering.tasks, name="responsibility-tasks"),
    path(f"{_ANSWER}requirements/", answering.requirements, name="responsibility-requirements"),
    path(f"{_ANSWER}known/<slug:kind>/", answering.known, name="responsibility-known"),
    path(f"{_ANSWER}of/<slug:kind>/<str:of>/", answering.edit, name="responsibility"),
    path("context/roles/", roles.index, name="roles"),
    path("context/roles/new/", roles.new, name="role-new"),
    path("context/roles/<uuid:role>/", roles.show, name="role"),
    path("context/roles/<uuid:role>/edit/", roles.edit, name="role-edit"),
    path("context/roles/<uuid:role>/hold/", roles.hold, name="role-hold"),
    path("context/holdings/<uuid:holding>/end/", roles.end, name="role-leave"),
    path("context/communication/", talking.index, name="communications"),
    path("context/communication/new/", talking.new, name="communication-new"),
    path(_LINE, talking.show, name="communication"),
    path(f"{_LINE}edit/", talking.edit, name="communication-edit"),
    path(f"{_LINE}held/", talking.hold, name="communication-hold"),
    path(f"{_LINE}held/<uuid:occasion>/", talking.withdraw, name="communication-withdraw"),
]
