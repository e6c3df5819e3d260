"""The profile of an account. Everything else about identity is allauth's."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from clauseway.web.account.forms import ProfileForm
from clauseway.web.fields import fields_from, form_errors
from clauseway.web.frame import to_sign_in


def profile(request: Any) -> HttpResponse:
    """Show and save the name and the theme of the signed-in account."""
    user = request.user
    if not user.is_authenticated:
        return to_sign_in(request)
    form = ProfileForm(request.POST or None, initial={"name": user.name, "theme": user.theme})
    if request.method == "POST" and form.is_valid():
        user.name, user.theme = form.cleaned_data["name"].strip(), form.cleaned_data["theme"]
        user.save(update_fields=["name", "theme"])
        messages.success(request, _("Saved."))
        return HttpResponseRedirect("/accounts/")
    status = 422 if form.errors else 200
    return render(
        request, "account/profile.html", {"fields": fields_from(form), "errors": form_errors(form)}, status=status
    )
