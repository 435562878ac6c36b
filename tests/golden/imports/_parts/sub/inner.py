from ..plain import value as up
from . import from_above
where = f"inner in {__package__}, {from_above}"
