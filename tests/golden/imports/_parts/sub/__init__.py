from .. import attribute as from_above
