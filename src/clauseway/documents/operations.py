"""The one write path of documents: taking files in, deciding on suggestions, writing, approving and controlling what is in force, distributing it.

The work stands in modules by what is done; callers import from here.
"""

from clauseway.documents.control import (
    confirm_in_force,
    keep_apart,
    report_misuse,
    review_document,
    settle_misuse,
    supersede_document,
    withdraw_document,
)
from clauseway.documents.distribution import Group, mark_read, remind_readers, set_audience, set_circle
from clauseway.documents.drafting import add_document, change_control_data, revise, save_text, set_kind_rule
from clauseway.documents.effect import archive_document, put_in_force
from clauseway.documents.files import put_file, read_upload, upload_document
from clauseway.documents.intake import Incoming, incoming, read_file, read_next, restart_drop, start_drop
from clauseway.documents.reading_drops import read_all
from clauseway.documents.remarks import compensate, note_look, remark, settle_remark
from clauseway.documents.rounds import Signature, answer, replace_asked, take_back
from clauseway.documents.serving import accept_serving, draw_document, end_serving
from clauseway.documents.submitting import submit
from clauseway.documents.suggesting import accept_also, decide, move, suggest_passages, undo
from clauseway.documents.translating import translate

__all__ = [
    "Group",
    "Incoming",
    "Signature",
    "accept_also",
    "accept_serving",
    "add_document",
    "answer",
    "archive_document",
    "change_control_data",
    "compensate",
    "confirm_in_force",
    "decide",
    "draw_document",
    "end_serving",
    "incoming",
    "keep_apart",
    "mark_read",
    "move",
    "note_look",
    "put_file",
    "put_in_force",
    "read_all",
    "read_file",
    "read_next",
    "read_upload",
    "remark",
    "remind_readers",
    "replace_asked",
    "report_misuse",
    "restart_drop",
    "review_document",
    "revise",
    "save_text",
    "set_audience",
    "set_circle",
    "set_kind_rule",
    "settle_misuse",
    "settle_remark",
    "start_drop",
    "submit",
    "suggest_passages",
    "supersede_document",
    "take_back",
    "translate",
    "undo",
    "upload_document",
    "withdraw_document",
]
