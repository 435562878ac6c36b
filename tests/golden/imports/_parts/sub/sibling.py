from .inner import where as seen
