//! The one name that was probably meant.

use strsim::damerau_levenshtein;

/// How many letters a name needs for an edit to be a slip and not another name.
const LEAST: usize = 5;
/// What is longer is no name, and costs the square of its length to compare.
const LONGEST: usize = 100;

/// The name in lower case and without `_`, `-` and white space, for comparing spellings.
pub fn normalised(name: &str) -> String {
    if name.is_ascii() {
        // Nearly all are, and this is asked for thousands of names.
        let kept = name.bytes().filter(|byte| !matches!(byte, b'_' | b'-' | b' ' | b'\t'..=b'\r'));
        let mut plain = String::with_capacity(name.len());
        plain.extend(kept.map(|byte| char::from(byte.to_ascii_lowercase())));
        return plain;
    }
    name.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The known name that `name` was probably meant to be: one spelt alike but for case, `_`, `-` and blanks, or else the one
/// nearest by edit distance. `None` if `name` is known itself, if nothing is near, or if several are equally near. Short
/// names are all near to one another, so only those of [`LEAST`] letters and more are compared by distance.
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = match normalised(name).chars().count() {
        0 => return None,
        1..LEAST => 0,
        LEAST..=8 => 2,
        _ => 3,
    };
    nearest_within(name, allowed, known)
}

/// As [`nearest`], with at most `allowed` edits.
pub fn nearest_within<'a>(
    name: &str,
    allowed: usize,
    known: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    if name.chars().nth(LONGEST).is_some() {
        return None;
    }
    let meant = normalised(name);
    let mut best: Option<(usize, &'a str)> = None;
    let mut tied = false;
    for candidate in known {
        if candidate == name {
            return None;
        }
        let distance = distance(name, &meant, candidate, allowed);
        if distance > allowed {
            continue;
        }
        match best {
            Some((least, _)) if distance > least => {}
            Some((least, other)) if distance == least => tied |= other != candidate,
            _ => {
                best = Some((distance, candidate));
                tied = false;
            }
        }
    }
    best.filter(|_| !tied).map(|(_, candidate)| candidate)
}

/// Zero for the same spelling but for case and separators, otherwise the smaller of both edit distances, at least one;
/// some number over `allowed` where the lengths alone say that it is more.
fn distance(name: &str, meant: &str, candidate: &str, allowed: usize) -> usize {
    let plain = normalised(candidate);
    if plain == meant {
        return 0;
    }
    // A character has at most four bytes.
    let apart = |one: &str, other: &str| one.len().abs_diff(other.len()) > 4 * allowed;
    if apart(name, candidate) && apart(meant, &plain) {
        return usize::MAX;
    }
    damerau_levenshtein(name, candidate).min(damerau_levenshtein(meant, &plain)).max(1)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    fn ask(name: &str, known: &[&'static str]) -> Option<&'static str> {
        nearest(name, known.iter().copied())
    }

    #[test]
    fn spelling_counts_before_distance() {
        assert_eq!(
            ask("endpoint_gateway", &["endpoint-gateways", "endpoint-gateway"]),
            Some("endpoint-gateway")
        );
        assert_eq!(ask("Service Name", &["serviceName", "service"]), Some("serviceName"));
    }

    #[test]
    fn distance_grows_with_length() {
        assert_eq!(ask("ksm", &["kms"]), None);
        assert_eq!(ask("imag", &["image"]), None);
        assert_eq!(ask("imgae", &["image"]), Some("image"));
        assert_eq!(ask("VPC", &["vpc"]), Some("vpc"));
        assert_eq!(ask("secret-manager", &["secrets-manager", "kms"]), Some("secrets-manager"));
        assert_eq!(
            ask("Event Source Mangager", &["Event Source Manager"]),
            Some("Event Source Manager")
        );
        assert_eq!(ask("logger", &["codeengine"]), None);
    }

    #[test]
    fn what_is_longer_than_any_name_is_none() {
        let long = "a".repeat(101);
        assert_eq!(ask(&format!("{long}b"), &["a"]), None);
        let near = "a".repeat(99);
        assert_eq!(nearest(&format!("{near}b"), [near.as_str()].into_iter()), Some(near.as_str()));
        let start = std::time::Instant::now();
        let names: Vec<String> = (0..300).map(|n| "x".repeat(199_000 + n)).collect();
        let known = || names.iter().map(String::as_str);
        assert_eq!(nearest(&"x".repeat(200_000), known()), None);
        assert!(start.elapsed().as_secs() < 5);
    }

    #[test]
    fn several_equally_near_are_none() {
        assert_eq!(ask("eu-xx", &["eu-de", "eu-es"]), None);
        assert_eq!(ask("kms", &["kms", "kmz"]), None);
        assert_eq!(ask("", &["a"]), None);
        assert_eq!(ask("shaer", &["share", "share"]), Some("share"));
    }
}
