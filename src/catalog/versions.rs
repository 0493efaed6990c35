//! Versions of modules, and the constraints that calls put on them, as Terraform reads them.

/// A version without what may follow its three numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version([u64; 3]);

impl Version {
    /// Reads `1.2.3`, `1.2` or `v1`; nothing else, such as a version before a release.
    pub fn parse(text: &str) -> Option<Self> {
        Self::parse_parts(text).map(|(version, _)| version)
    }

    /// The version and how many of its numbers are written.
    fn parse_parts(text: &str) -> Option<(Self, usize)> {
        let text = text.trim();
        let text = text.strip_prefix('v').unwrap_or(text);
        let mut numbers = [0; 3];
        let parts: Vec<&str> = text.split('.').collect();
        if parts.len() > numbers.len() {
            return None;
        }
        for (number, part) in numbers.iter_mut().zip(&parts) {
            let is_number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            *number = is_number.then(|| part.parse().ok()).flatten()?;
        }
        Some((Self(numbers), parts.len()))
    }

    /// The next version that has other numbers up to `index`.
    fn next(self, index: usize) -> Self {
        let mut numbers = [0; 3];
        for (at, (new, old)) in numbers.iter_mut().zip(self.0).enumerate() {
            *new = if at < index { old } else { u64::from(at == index) * (old + 1) };
        }
        Self(numbers)
    }
}

/// The versions that a constraint admits: from the first on, and before the second. What it leaves
/// out in between (`!=`) is not looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The lowest version admitted.
    pub from: Version,
    /// All versions admitted are below this one; `None` where there is no end.
    pub before: Option<Version>,
}

impl Range {
    /// Reads a constraint such as `~> 1.2, >= 1.2.3`. `None` where it cannot be read.
    pub fn parse(constraint: &str) -> Option<Self> {
        let mut range = Self { from: Version([0; 3]), before: None };
        for part in constraint.split(',') {
            range = range.and(part.trim())?;
        }
        Some(range)
    }

    fn and(self, part: &str) -> Option<Self> {
        let digits = part.find(|c: char| c.is_ascii_digit() || c == 'v')?;
        let (operator, version) = part.split_at(digits);
        let (version, parts) = Version::parse_parts(version)?;
        let last = Version::next(version, 2);
        let (from, before) = match operator.trim() {
            "" | "=" => (version, Some(last)),
            ">=" => (version, None),
            ">" => (last, None),
            "<" => (self.from, Some(version)),
            "<=" => (self.from, Some(last)),
            // All but the last number that is written stay as they are.
            "~>" => (version, Some(Version::next(version, parts.saturating_sub(2)))),
            "!=" => (self.from, None),
            _ => return None,
        };
        let before = match (self.before, before) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        Some(Self { from: self.from.max(from), before })
    }

    /// Whether `version` is one of them.
    pub fn admits(self, version: Version) -> bool {
        self.from <= version && self.before.is_none_or(|before| version < before)
    }

    /// Whether all of them are among those of `other`.
    pub fn lies_within(self, other: Self) -> bool {
        let ends = match (self.before, other.before) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(one), Some(other)) => one <= other,
        };
        other.from <= self.from && ends
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(text: &str) -> Range {
        Range::parse(text).unwrap()
    }

    #[test]
    fn constraints_admit_what_terraform_admits() {
        let admits = |constraint: &str, version: &str| {
            range(constraint).admits(Version::parse(version).unwrap())
        };
        assert!(admits("1.2.3", "1.2.3") && !admits("1.2.3", "1.2.4"));
        assert!(admits("~> 1.2", "1.9.0") && !admits("~> 1.2", "2.0.0"));
        assert!(admits("~> 1.2.3", "1.2.9") && !admits("~> 1.2.3", "1.3.0"));
        assert!(admits("~> 1", "1.9.0") && !admits("~> 1", "2.0.0"));
        assert!(admits(">= 1.0, < 2.0", "1.9.9") && !admits(">= 1.0, < 2.0", "2.0.0"));
        assert!(!admits("> 1.0.0", "1.0.0") && admits("<= 1.0.0", "1.0.0"));
        assert_eq!(Range::parse("latest"), None);
        assert_eq!(Range::parse(""), None);
        assert_eq!(Version::parse("1.0.0-beta"), None);
    }

    #[test]
    fn ranges_lie_within_others() {
        let known = range(">= 1.0.0, < 2.0.0");
        assert!(range("1.4.1").lies_within(known));
        assert!(range("~> 1.4").lies_within(known));
        assert!(!range(">= 1.0.0").lies_within(known));
        assert!(!range("< 2.0.0").lies_within(known));
    }
}
