//! Test reports are what `testdata/schemas/junit.xsd` says. The schema is read here as far as it goes:
//! elements in an order, how often, with attributes of simple types. Where `xmllint` is installed, it
//! has to agree.

use super::hostile::hostile;
use super::{run, sample, written};
use bluelint::Run;
use bluelint::report::{Format, Style};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::{Command, Stdio};

const SCHEMA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/schemas/junit.xsd");

/// An element as it is written.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Element>,
    text: String,
}

/// The outermost element of a document that uses no more of XML than ours do.
fn parse(xml: &str) -> Element {
    let mut open = vec![Element::default()];
    let mut rest = xml.split_once("?>").unwrap().1;
    while let Some((text, after)) = rest.split_once('<') {
        open.last_mut().unwrap().text.push_str(text);
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").unwrap().1;
            continue;
        }
        let (tag, after) = after.split_once('>').unwrap();
        rest = after;
        if tag.starts_with('/') {
            let done = open.pop().unwrap();
            assert_eq!(tag, format!("/{}", done.name));
            open.last_mut().unwrap().children.push(done);
            continue;
        }
        let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, listed) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut element = Element { name: name.to_owned(), ..Element::default() };
        let parts: Vec<&str> = listed.split('"').collect();
        for pair in parts.chunks_exact(2) {
            let name = pair[0].trim().strip_suffix('=').unwrap().to_owned();
            let twice = element.attributes.insert(name, pair[1].to_owned());
            assert_eq!(twice, None, "{tag}");
        }
        if is_empty {
            open.last_mut().unwrap().children.push(element);
        } else {
            open.push(element);
        }
    }
    let mut document = open.pop().unwrap();
    assert!(open.is_empty(), "{} is not closed", document.name);
    document.children.pop().unwrap()
}

impl Element {
    fn get(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    fn all(&self, name: &str) -> Vec<&Element> {
        self.children.iter().filter(|child| child.name == name).collect()
    }
}

fn is_of(kind: &str, text: &str) -> bool {
    let number = || text.parse::<u32>().ok();
    match kind {
        "xs:string" => true,
        "xs:nonNegativeInteger" => number().is_some(),
        "xs:positiveInteger" => number().is_some_and(|number| number > 0),
        "xs:decimal" => {
            text.parse::<f64>().is_ok() && text.bytes().all(|c| c == b'.' || c.is_ascii_digit())
        }
        _ => panic!("the schema has a type of which this test knows nothing: {kind}"),
    }
}

/// What is wrong with `element` by `schema`.
fn faults(element: &Element, schema: &Element, found: &mut Vec<String>) {
    let name = &element.name;
    let declared = schema.all("xs:element").into_iter().find(|one| one.get("name") == name);
    let Some(declared) = declared else {
        found.push(format!("{name} is not known"));
        return;
    };
    let kind = declared.all("xs:complexType")[0];
    for (key, value) in &element.attributes {
        match kind.all("xs:attribute").into_iter().find(|one| one.get("name") == key) {
            None => found.push(format!("{name} has no attribute {key}")),
            Some(one) if !is_of(one.get("type"), value) => {
                found.push(format!("{name}: {key} is {value}"));
            }
            Some(_) => {}
        }
    }
    for one in kind.all("xs:attribute") {
        if one.get("use") == "required" && !element.attributes.contains_key(one.get("name")) {
            found.push(format!("{name} lacks {}", one.get("name")));
        }
    }
    if kind.get("mixed") != "true" && !element.text.trim().is_empty() {
        found.push(format!("{name} holds text"));
    }
    let order = kind.all("xs:sequence");
    let order = order.first().map(|order| order.all("xs:element")).unwrap_or_default();
    let mut left = element.children.as_slice();
    for one in order {
        let many = left.iter().take_while(|child| child.name == one.get("ref")).count();
        let most = one.get("maxOccurs").parse().unwrap_or(usize::MAX);
        if many < one.get("minOccurs").parse().unwrap() || many > most {
            found.push(format!("{name} has {many} {}", one.get("ref")));
        }
        left = &left[many..];
    }
    if let Some(child) = left.first() {
        found.push(format!("{} does not belong into {name}", child.name));
    }
    element.children.iter().for_each(|child| faults(child, schema, found));
}

fn wrong(xml: &str) -> Vec<String> {
    let schema = parse(&std::fs::read_to_string(SCHEMA).unwrap());
    let mut found = Vec::new();
    faults(&parse(xml), &schema, &mut found);
    found
}

/// Whether `xmllint` takes `xml`; nothing where it is not installed.
fn xmllint(xml: &str) -> Option<bool> {
    let mut command = Command::new("xmllint");
    command.args(["--noout", "--nonet", "--schema", SCHEMA, "-"]);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let Ok(mut xmllint) = command.spawn() else {
        eprintln!("passed over: xmllint is not installed");
        return None;
    };
    xmllint.stdin.take().unwrap().write_all(xml.as_bytes()).unwrap();
    Some(xmllint.wait().unwrap().success())
}

#[test]
fn test_reports_are_what_the_schema_says() {
    for run in [sample(), run(&[("a.tf", "")]), hostile(), Run::default()] {
        let xml = written(Format::Junit, &run, &Style::default());
        assert_eq!(wrong(&xml), [""; 0], "{xml}");
        assert_ne!(xmllint(&xml), Some(false), "{xml}");
    }
}

#[test]
fn counts_are_those_of_the_cases() {
    let report = parse(&written(Format::Junit, &hostile(), &Style::default()));
    let mut sums = [0; 3];
    for suite in report.all("testsuite") {
        let cases = suite.all("testcase");
        let of = |name: &str| cases.iter().filter(|case| !case.all(name).is_empty()).count();
        let counted = [cases.len(), of("failure"), of("error")];
        for (at, name) in ["tests", "failures", "errors"].into_iter().enumerate() {
            assert_eq!(suite.get(name), counted[at].to_string(), "{name}");
            sums[at] += counted[at];
        }
    }
    for (at, name) in ["tests", "failures", "errors"].into_iter().enumerate() {
        assert_eq!(report.get(name), sums[at].to_string(), "{name}");
    }
    assert!(sums.iter().all(|sum| *sum > 0), "{sums:?}");
}

#[test]
fn what_the_schema_does_not_say_is_noticed() {
    let good = written(Format::Junit, &sample(), &Style::default());
    for (from, to, expected) in [
        ("<testsuite ", "<suite ", "is not closed"),
        (" classname=", " class=", "testcase has no attribute class"),
        ("tests=\"", "tests=\"-", "tests is -"),
        ("time=\"", "time=\"1e", "time is 1e"),
        ("<failure message=", "<failure text=", "failure lacks message"),
        ("<testcase name=", "x<testcase name=", "testsuite holds text"),
    ] {
        assert!(good.contains(from), "{from}");
        let bad = good.replacen(from, to, 1);
        if expected == "is not closed" {
            assert!(std::panic::catch_unwind(|| parse(&bad)).is_err());
            continue;
        }
        let found = wrong(&bad);
        assert!(found.iter().any(|one| one.contains(expected)), "{from}: {found:?}");
        assert_ne!(xmllint(&bad), Some(true), "{bad}");
    }
    let empty =
        "<?xml version=\"1.0\"?><testsuites name=\"a\" tests=\"1\" failures=\"0\" errors=\"0\"/>";
    assert_eq!(wrong(empty), ["testsuites has 0 testsuite"]);
}
