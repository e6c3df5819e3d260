"""The tables of documents: drops of files, documents with their passages, how they are controlled, who must know them."""

from clauseway.documents.models.control import DocumentReview, KindRule, Look, Misuse, Remark, Round, Vote
from clauseway.documents.models.distribution import Audience, CircleMember, Reading
from clauseway.documents.models.documents import Document, DocumentWords, Passage, Suggestion
from clauseway.documents.models.drops import Drop, DropFile
from clauseway.documents.models.forms import Form, FormContent, FormDisposal, FormEntry, FormVersion
from clauseway.documents.models.papers import DocumentCopy
from clauseway.documents.models.serving import Drawn, Serving

__all__ = [
    "Audience",
    "CircleMember",
    "Document",
    "DocumentCopy",
    "DocumentReview",
    "DocumentWords",
    "Drawn",
    "Drop",
    "DropFile",
    "Form",
    "FormContent",
    "FormDisposal",
    "FormEntry",
    "FormVersion",
    "KindRule",
    "Look",
    "Misuse",
    "Passage",
    "Reading",
    "Remark",
    "Round",
    "Serving",
    "Suggestion",
    "Vote",
]
