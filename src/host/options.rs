//! What the command line asks of the interpreter in Python's own options: `-W`, `-X`, `-O`, `-E` and their like.
//!
//! In: words. Out: what `sys.flags`, `sys.warnoptions` and `sys._xoptions` show. It changes nothing by itself.

/// What was asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// `-d`
    pub debug: i64,
    /// `-i`
    pub inspect: i64,
    /// `-O`, `-OO`
    pub optimize: i64,
    /// `-s`
    pub no_user_site: i64,
    /// `-S`
    pub no_site: i64,
    /// `-E`: variables of the environment that begin with PYTHON are not heeded.
    pub ignore_environment: i64,
    /// `-v`
    pub verbose: i64,
    /// `-b`
    pub bytes_warning: i64,
    /// `-I`: neither the environment nor the working folder.
    pub isolated: i64,
    /// `-P`: the program's folder is not on the search path.
    pub safe_path: bool,
    /// `-X`, each as given.
    pub extra: Vec<String>,
    /// Filters of warnings, the environment's first.
    pub warnings: Vec<String>,
    /// PYTHONHASHSEED: where the hashes of texts start; None when chance says.
    pub hash_seed: Option<u32>,
}

impl Options {
    /// Takes Python's options from the front of a command line: what was asked, and how many words that was. None where
    /// there are none, or where a word is not one of Python's.
    pub fn taken(words: &[String]) -> Option<(Options, usize)> {
        let mut options = Options::default();
        let mut at = 0;
        while let Some(letters) = words.get(at).and_then(|word| word.strip_prefix('-')) {
            if letters.is_empty() || letters.starts_with(['-', 'c', 'm']) {
                break;
            }
            at += 1;
            let mut rest = letters.chars();
            while let Some(letter) = rest.next() {
                match letter {
                    'W' | 'X' => {
                        let mut value = rest.as_str().to_string();
                        if value.is_empty() {
                            value = words.get(at)?.clone();
                            at += 1;
                        }
                        match letter {
                            'W' => options.warnings.push(value),
                            _ => options.extra.push(value),
                        }
                        break;
                    }
                    'b' => options.bytes_warning += 1,
                    'd' => options.debug += 1,
                    'E' => options.ignore_environment = 1,
                    'I' => {
                        options.isolated = 1;
                        options.ignore_environment = 1;
                        options.no_user_site = 1;
                        options.safe_path = true;
                    }
                    'O' => options.optimize += 1,
                    'P' => options.safe_path = true,
                    's' => options.no_user_site = 1,
                    'S' => options.no_site = 1,
                    'v' => options.verbose += 1,
                    'B' | 'R' | 'u' | 'x' => {}
                    // The code or the module's name may stand behind, as in `-Ic CODE`: then the letters are no words.
                    _ => return None,
                }
            }
        }
        (at > 0).then_some((options, at))
    }

    /// Adds what PYTHONDEVMODE and PYTHONWARNINGS ask, which counts less than the command line, and takes PYTHONHASHSEED.
    /// The reason when that is no seed.
    pub fn heed_environment(&mut self) -> Result<(), &'static str> {
        if self.ignore_environment == 0 {
            self.heed_variables()?;
        }
        // Development mode shows every warning, unless something more is asked.
        if self.asks("dev") {
            self.warnings.insert(0, "default".to_string());
        }
        Ok(())
    }

    fn heed_variables(&mut self) -> Result<(), &'static str> {
        if std::env::var_os("PYTHONDEVMODE").is_some_and(|value| !value.is_empty()) && !self.asks("dev") {
            self.extra.push("dev".to_string());
        }
        let seed = std::env::var("PYTHONHASHSEED").unwrap_or_default();
        if !matches!(seed.as_str(), "" | "random") {
            const RANGE: &str = "PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]";
            self.hash_seed = Some(seed.parse().map_err(|_| RANGE)?);
        }
        if let Ok(filters) = std::env::var("PYTHONWARNINGS") {
            let asked = filters.split(',').filter(|filter| !filter.is_empty()).map(str::to_string);
            self.warnings.splice(0..0, asked);
        }
        Ok(())
    }

    /// The name and the value of each `-X`.
    pub fn extras(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.extra.iter().map(|word| match word.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (word.as_str(), None),
        })
    }

    /// Whether `-X` asks for something.
    pub fn asks(&self, name: &str) -> bool {
        self.extras().any(|(asked, _)| asked == name)
    }
}

#[cfg(test)]
mod tests {
    use super::Options;

    fn taken(text: &str) -> Option<(Options, usize)> {
        Options::taken(&text.split(' ').map(str::to_string).collect::<Vec<_>>())
    }

    #[test]
    fn options_end_where_the_program_begins() {
        let (options, count) = taken("-X dev -Wa -W b -IOO -c -X").unwrap_or_default();
        assert_eq!((count, options.optimize, options.isolated), (6, 2, 1));
        assert_eq!((options.warnings.join(" "), options.extra.join(" ")), ("a b".to_string(), "dev".to_string()));
        assert_eq!(taken("-c x"), None);
        assert_eq!(taken("-h"), None);
        assert_eq!(taken("--clock real"), None);
    }
}
