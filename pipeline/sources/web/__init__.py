"""Asking a publisher's site, politely and safely; a source asks through `Client` and nothing else.

What is polite stands in `pace` (how often), `robots` (what), `retrying` (how often again); what is
safe stands in `hosts` (whom), `network` (over which connection), `body` (how much).
"""

from pipeline.sources.web.answer import Answer, NoAnswerError, StatusError
from pipeline.sources.web.client import Client

__all__ = ["Answer", "Client", "NoAnswerError", "StatusError"]
