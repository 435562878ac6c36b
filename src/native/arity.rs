//! Parameters counted from a signature text, at compile time.

/// How many parameters of which sort a native has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arity {
    /// Positional parameters that must be given.
    pub required: u8,
    /// Positional parameters in all.
    pub positional: u8,
    /// Keyword-only parameters.
    pub kwonly: u8,
    /// Whether there is `*args`.
    pub vararg: bool,
    /// Whether there is `**kwargs`.
    pub kwarg: bool,
    /// Whether it is a `__new__`, whose first argument is the class and not an instance.
    pub makes: bool,
    /// How many arguments make it a method that resumes a generator: 1 for `__next__`, 2 for `send`; 0 when it is neither.
    pub resumes: u8,
    /// Whether it has few parameters, and those that are keyword-only have defaults.
    pub short: bool,
    /// The defaults of the first parameters that take one value each.
    pub defaults: [Fallback; SHORT],
}

/// Natives with up to this many parameters are bound without allocating.
pub const SHORT: usize = 6;

/// A default that needs no object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fallback {
    /// Anything else, or no default at all.
    Other,
    /// `<unset>`
    Unset,
    /// `None`
    None,
    /// `False` or `True`
    Bool(bool),
    /// A small int.
    Int(i32),
}

impl Fallback {
    /// The default with this text.
    const fn of(text: &[u8], mut from: usize, mut to: usize) -> Fallback {
        while from < to && text[from] == b' ' {
            from += 1;
        }
        while to > from && text[to - 1] == b' ' {
            to -= 1;
        }
        if is(text, from, to, b"<unset>") {
            return Fallback::Unset;
        }
        if is(text, from, to, b"None") {
            return Fallback::None;
        }
        if is(text, from, to, b"True") {
            return Fallback::Bool(true);
        }
        if is(text, from, to, b"False") {
            return Fallback::Bool(false);
        }
        let negative = from < to && text[from] == b'-';
        if negative {
            from += 1;
        }
        if from == to || to - from > 6 {
            return Fallback::Other;
        }
        let mut number = 0;
        while from < to {
            if !text[from].is_ascii_digit() {
                return Fallback::Other;
            }
            number = number * 10 + (text[from] - b'0') as i32;
            from += 1;
        }
        Fallback::Int(if negative { -number } else { number })
    }
}

/// Whether a part of a text is this one.
const fn is(text: &[u8], from: usize, to: usize, wanted: &[u8]) -> bool {
    if to - from != wanted.len() {
        return false;
    }
    let mut i = 0;
    while i < wanted.len() {
        if text[from + i] != wanted[i] {
            return false;
        }
        i += 1;
    }
    true
}

impl Arity {
    /// Counts the parameters of a signature text.
    pub const fn of(signature: &str) -> Arity {
        let text = signature.as_bytes();
        let defaults = [Fallback::Other; SHORT];
        let mut arity = Arity {
            required: 0,
            positional: 0,
            kwonly: 0,
            vararg: false,
            kwarg: false,
            makes: false,
            resumes: 0,
            short: true,
            defaults,
        };
        arity.makes = text.len() > 8 && is(text, 0, 8, b"__new__(");
        if text.len() > 5 && is(text, 0, 5, b"send(") {
            arity.resumes = 2;
        } else if text.len() > 9 && is(text, 0, 9, b"__next__(") {
            arity.resumes = 1;
        }
        let mut i = 0;
        while i < text.len() && text[i] != b'(' {
            i += 1;
        }
        i += 1;
        let mut keywords = false;
        let mut has_default = false;
        let mut default_from = 0;
        // What the current parameter starts with: nothing yet, `/`, `*` (1), `*x` (2), `**` (3) or a name (4).
        let mut sort = 0;
        let mut depth = 0;
        let mut quoted = false;
        while i < text.len() {
            let c = text[i];
            if quoted {
                quoted = c != b'\'';
            } else if c == b'\'' {
                quoted = true;
            } else if c == b'(' {
                depth += 1;
            } else if depth > 0 && c == b')' {
                depth -= 1;
            } else if depth == 0 && (c == b',' || c == b')') {
                if sort == 1 || sort == 2 {
                    arity.vararg = sort == 2;
                    keywords = true;
                } else if sort == 3 {
                    arity.kwarg = true;
                } else if sort == 4 {
                    let slot = arity.positional as usize + arity.kwonly as usize;
                    if has_default && slot < SHORT {
                        arity.defaults[slot] = Fallback::of(text, default_from, i);
                    }
                    if keywords {
                        arity.kwonly += 1;
                        arity.short &= has_default;
                    } else {
                        arity.positional += 1;
                        arity.required += !has_default as u8;
                    }
                }
                sort = 0;
                has_default = false;
                if c == b')' {
                    arity.short &= !arity.kwarg && arity.slots() <= SHORT;
                    return arity;
                }
            } else if c == b'=' {
                has_default = true;
                default_from = i + 1;
            } else if c != b' ' && !has_default {
                sort = match (sort, c) {
                    (0, b'/') => 5,
                    (0, b'*') => 1,
                    (0, _) => 4,
                    (1, b'*') => 3,
                    (1, _) => 2,
                    (s, _) => s,
                };
            }
            i += 1;
        }
        arity
    }

    /// The number of values the function is handed.
    pub const fn slots(&self) -> usize {
        self.positional as usize + self.kwonly as usize + self.vararg as usize + self.kwarg as usize
    }

    /// Whether so many positional arguments can be handed over with the defaults of all the others, without allocating.
    #[inline]
    pub const fn is_short(&self, given: usize) -> bool {
        self.short && given >= self.required as usize && (given <= self.positional as usize || self.vararg)
    }

    /// Whether plain positional arguments are handed over as they are.
    #[inline]
    pub const fn is_plain(&self) -> bool {
        self.kwonly == 0 && !self.vararg && !self.kwarg
    }
}

#[cfg(test)]
mod tests {
    use super::{Arity, Fallback};

    #[test]
    fn counts() {
        let a = Arity::of("print(*args, sep=' , ', end='\\n', file=None, flush=False)");
        assert_eq!((a.required, a.positional, a.kwonly, a.vararg, a.kwarg), (0, 0, 4, true, false));
        let a = Arity::of("sorted(iterable, /, *, key=None, reverse=False)");
        assert_eq!((a.required, a.positional, a.kwonly, a.vararg, a.kwarg), (1, 1, 2, false, false));
        let a = Arity::of("f(a, b=(1, 2), **kw)");
        assert_eq!((a.required, a.positional, a.kwonly, a.vararg, a.kwarg), (1, 2, 0, false, true));
        assert_eq!(Arity::of("f()").slots(), 0);
        let resumes =
            ["send(self, object, /)", "__next__(self, /)", "sender(self)"].map(|text| Arity::of(text).resumes);
        assert_eq!(resumes, [2, 1, 0]);
        let a = Arity::of("f(a, b=<unset>, c=None, d=-12, e=True, f=(1, 2))");
        let wanted = [
            Fallback::Other,
            Fallback::Unset,
            Fallback::None,
            Fallback::Int(-12),
            Fallback::Bool(true),
            Fallback::Other,
        ];
        assert_eq!(a.defaults, wanted);
    }
}
