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
}

impl Arity {
    /// Counts the parameters of a signature text.
    pub const fn of(signature: &str) -> Arity {
        let text = signature.as_bytes();
        let mut arity = Arity { required: 0, positional: 0, kwonly: 0, vararg: false, kwarg: false };
        let mut i = 0;
        while i < text.len() && text[i] != b'(' {
            i += 1;
        }
        i += 1;
        let mut keywords = false;
        let mut has_default = false;
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
                } else if sort == 4 && keywords {
                    arity.kwonly += 1;
                } else if sort == 4 {
                    arity.positional += 1;
                    arity.required += !has_default as u8;
                }
                sort = 0;
                has_default = false;
                if c == b')' {
                    return arity;
                }
            } else if c == b'=' {
                has_default = true;
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

    /// Whether plain positional arguments are handed over as they are.
    pub const fn is_plain(&self) -> bool {
        self.kwonly == 0 && !self.vararg && !self.kwarg
    }
}

#[cfg(test)]
mod tests {
    use super::Arity;

    #[test]
    fn counts() {
        let a = Arity::of("print(*args, sep=' , ', end='\\n', file=None, flush=False)");
        assert_eq!((a.required, a.positional, a.kwonly, a.vararg, a.kwarg), (0, 0, 4, true, false));
        let a = Arity::of("sorted(iterable, /, *, key=None, reverse=False)");
        assert_eq!((a.required, a.positional, a.kwonly, a.vararg, a.kwarg), (1, 1, 2, false, false));
        let a = Arity::of("f(a, b=(1, 2), **kw)");
        assert_eq!((a.required, a.positional, a.kwonly, a.vararg, a.kwarg), (1, 2, 0, false, true));
        assert_eq!(Arity::of("f()").slots(), 0);
    }
}
