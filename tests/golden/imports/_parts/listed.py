__all__ = ["shown", "_listed"]
shown, not_shown, _listed = 1, 2, 3
