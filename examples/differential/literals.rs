//! What is written as it is: texts, numbers, and texts of the form that a function needs.

use crate::random::Random;

const TEXTS: [&str; 34] = [
    "",
    "a",
    "b",
    "c",
    "ab",
    "abc",
    "b-a",
    "Hello World",
    "viewer",
    "a,b,,c",
    "x:y:z",
    "10",
    "2.5",
    "-3",
    "true",
    "false",
    "null",
    " a ",
    "é",
    "e\\u0301",
    "👾",
    "ß",
    "a\\nb",
    "a\\n\\n",
    "\\t x\\r\\n",
    "q\\\"q",
    "back\\\\slash",
    "$${x}",
    "<&>",
    "o'neil mc",
    "10.0.0.0/8",
    "crn:v1:bluemix:public:kms:us-south:a/0:1::",
    "us-south",
    "Ünïcode",
];
const NUMBERS: [&str; 22] = [
    "0",
    "1",
    "2",
    "3",
    "-1",
    "10",
    "2.5",
    "0.1",
    "-0.5",
    "1e3",
    "100",
    "7",
    "-7",
    "16",
    "0.25",
    "3.14159",
    "1000000",
    "123456789",
    "1e-3",
    "1.50",
    "4",
    "5",
];

/// A text in quotes.
pub(crate) fn text(random: &mut Random) -> String {
    format!("\"{}\"", random.pick(&TEXTS))
}

/// A number; what is negative is in parentheses.
pub(crate) fn number(random: &mut Random) -> String {
    let number = random.pick(&NUMBERS);
    if number.starts_with('-') { format!("({number})") } else { (*number).to_owned() }
}

/// Texts and numbers of a form that functions take.
const FORMS: &[(&str, &[&str])] = &[
    ("int", &["0", "1", "2", "3", "4", "(-1)", "5", "10", "16", "36", "2.5"]),
    ("bits", &["0", "1", "2", "4", "8", "3"]),
    ("path", &["a/b.txt", "/x/y", "/a/../b", "x", "", "/", "a/", "./q//w"]),
    ("rooted", &["/x/y", "/a/../b", "/", "/q//w/.", "/./a/b.txt"]),
    ("digits", &["10", "-5", "ff", "FF", "101", "zz", "1.50", "1e3", "0", "007", "+3", "a"]),
    ("base64", &["SGVsbG8gV29ybGQ=", "YQ==", "", "w7xuw69jb2Rl", "SABlAGwAbABvAA==", "a", "/+8="]),
    (
        "cidr",
        &[
            "10.0.0.0/8",
            "10.12.112.0/20",
            "172.16.0.0/12",
            "192.168.1.0/24",
            "fd00::/56",
            "10.0.0.1/32",
            "fd00:fd12:3456:7890::/72",
            "x",
        ],
    ),
    (
        "time",
        &[
            "2018-01-02T23:12:01Z",
            "2020-02-29T12:00:00+05:30",
            "2018-12-31T23:59:59-08:00",
            "2017-11-22T00:00:00Z",
            "2017-11-22",
        ],
    ),
    ("span", &["10m", "-1h", "1h30m", "36h", "1.5s", "0", "1d"]),
    (
        "dates",
        &[
            "YYYY-MM-DD",
            "DD MMM YYYY hh:mm ZZZ",
            "EEEE, DD-MMM-YY HH:mm:ss AA",
            "h'h'mm",
            "YYYY-MM-DD'T'hh:mm:ssZ",
            "D M YY H:m:s aa ZZZZZ",
            "EEE MMMM",
            "q",
        ],
    ),
    ("encoding", &["UTF-8", "UTF-16LE", "utf-16be", "ISO-8859-1"]),
    ("namespace", &["dns", "url", "oid", "x500", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"]),
    ("pattern", &["[a-z]+", "a", "^.*$", "\\\\d+", "(?i)HELLO", "b|c", "x*", "\\\\s", "[^,]*"]),
    ("groups", &["([a-z])([a-z]?)", "(a)(b)?", "^(.)(.*)$", "(\\\\w+)"]),
    ("slashes", &["/[a-c]/", "/a{2}/", "/(b)/", "/x*/", "/^/", "/\\\\s+/", "/"]),
    (
        "verb",
        &[
            "%v", "%#v", "%s", "%q", "x%v", "%d", "%t", "%5s|", "%-5s|", "%x", "%.2f", "%e", "%g",
            "%05d", "%+d", "%b",
        ],
    ),
    (
        "format",
        &["%s-%d", "%s %s", "%s=%v", "%[2]s %[1]s", "%5s|%03d", "%q:%x", "%s", "%%%s%s", "%s:%.1f"],
    ),
    (
        "json",
        &[
            "{\\\"a\\\": 1, \\\"b\\\": [true, null, \\\"x\\\"]}",
            "[1, 2.5, \\\"é\\\"]",
            "\\\"a\\\"",
            "1e3",
            "null",
            "{",
            "[]",
            "{}",
        ],
    ),
    (
        "yaml",
        &[
            "a: 1\\nb: [x, y]",
            "- 1\\n- 0x1F\\n- ~\\n- \\\"q\\\"",
            "a: &x 1\\nb: *x",
            "k: |\\n  text\\n  more",
            "x",
            "{a: 1.5, b: no}",
            "a: 2020-01-01",
            "[]",
        ],
    ),
    ("csv", &["a,b\\nx,1\\ny,2\\n", "a\\n\\\"q,r\\\"\\n", "a,b\\n1\\n", "a\\n"]),
];

/// A text or number of `form`.
pub(crate) fn of_form(random: &mut Random, form: &str) -> String {
    let found = FORMS.iter().find(|(name, _)| *name == form);
    let one = *random.pick(found.map_or(&[""], |(_, all)| all));
    if matches!(form, "int" | "bits") { one.to_owned() } else { format!("\"{one}\"") }
}
