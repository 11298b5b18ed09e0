"""Who in London was asked what, whether they answered, and when the answer changed."""

__version__ = "0.1.0"
