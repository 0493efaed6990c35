//! Findings -> suppressions that cover them: comments where a file takes them, and entries for the
//! configuration where it does not.

use super::{GROUP, NEVER, words};
use crate::date::Date;
use crate::finding::{Edit, Finding};
use crate::node::Node;
use crate::parse::{hcl::comments, json};
use crate::rules::RULES;
use crate::source::{SourceId, Sources, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// What to say for suppressions that are added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    until: Option<Date>,
    text: String,
}

impl Reason {
    /// The reason `text`, which may begin with `until=2027-03-31`.
    ///
    /// # Errors
    /// In words, when it cannot be written into a comment.
    pub fn parse(text: &str) -> Result<Self, String> {
        let is_hidden = |c: char| {
            c.is_control()
                || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
                    | '\u{2060}'..='\u{206f}' | '\u{feff}')
        };
        let plain: String = text.chars().map(|c| if is_hidden(c) { ' ' } else { c }).collect();
        let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        match words::read(&format!("bluelint: ignore[a] {plain}"), |name| name == "a") {
            Some(Ok(read)) if !read.reason.is_empty() => {
                Ok(Self { until: read.until.map(|(_, day)| day), text: read.reason })
            }
            Some(Err(wrong)) => Err(wrong.message),
            _ => Err("say why, for those who come after you".to_owned()),
        }
    }

    fn comment(&self, rules: &BTreeSet<&str>) -> String {
        let list = rules.iter().copied().collect::<Vec<_>>().join(", ");
        let until = self.until.map_or_else(String::new, |day| format!(" until={day}"));
        format!("bluelint: ignore[{list}]{until} {}", self.text)
    }
}

/// What has to be written.
#[derive(Debug, Default)]
pub struct Added {
    /// Comments.
    pub edits: BTreeMap<SourceId, Vec<Edit>>,
    /// Entries for the configuration: for which file, where in it, and which rules.
    pub entries: BTreeMap<(SourceId, Option<String>), BTreeSet<&'static str>>,
}

/// Whether a finding may be suppressed at all.
pub fn is_open(finding: &Finding) -> bool {
    let judges = RULES.iter().any(|rule| rule.name == finding.rule && rule.group == GROUP);
    !judges && !NEVER.contains(&finding.rule)
}

/// How to suppress `findings`. Of a file that `is_whole`, all of it is meant: nobody writes it.
pub fn add<'a>(
    findings: impl Iterator<Item = &'a Finding>,
    sources: &Sources,
    reason: &Reason,
    is_whole: impl Fn(SourceId) -> bool,
) -> Added {
    let mut files: BTreeMap<SourceId, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        files.entry(finding.span.source).or_default().push(finding);
    }
    let mut added = Added::default();
    for (id, findings) in files {
        let source = sources.get(id);
        let (path, text) = (source.path.to_ascii_lowercase(), source.text());
        let ends = |ends: &[&str]| ends.iter().any(|end| path.ends_with(end));
        if ends(&[".tf", ".tofu", ".tfvars"]) {
            added.edits.insert(id, comments_above(id, text, &findings, reason));
        } else if ends(&[".json"]) {
            let is_terraform = ends(&[".tf.json", ".tofu.json"]);
            let read = (!is_whole(id)).then(|| json::json(id, text));
            if read.as_ref().is_some_and(|read| read.broken) {
                // Where things are in it is a guess.
                continue;
            }
            let tree = read.map(|read| read.node);
            let mut bodies: BTreeMap<u32, (&Node, BTreeSet<&str>)> = BTreeMap::new();
            for finding in findings {
                let body = tree.as_ref().filter(|_| is_terraform);
                if let Some(body) = body.and_then(|tree| body_of(tree, finding)) {
                    let (_, rules) =
                        bodies.entry(body.span.start).or_insert((body, BTreeSet::new()));
                    rules.insert(finding.rule);
                    continue;
                }
                let pointer = tree.as_ref().map(|tree| pointer(tree, finding.span));
                let pointer = pointer.filter(|pointer| !pointer.is_empty());
                added.entries.entry((id, pointer)).or_default().insert(finding.rule);
            }
            let edits = bodies.values().filter_map(|(body, rules)| {
                Some(member(text, body, &reason.comment(rules))).flatten()
            });
            added.edits.insert(id, edits.collect());
        }
    }
    added
}

fn comments_above(id: SourceId, text: &str, findings: &[&Finding], reason: &Reason) -> Vec<Edit> {
    let offsets: Vec<usize> = findings.iter().map(|one| one.span.start as usize).collect();
    let mut lines: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for (at, finding) in comments::above(text, &offsets).into_iter().zip(findings) {
        lines.entry(at).or_default().insert(finding.rule);
    }
    let edits = lines.into_iter().map(|(at, rules)| {
        let rest = text.get(at..).unwrap_or_default();
        let indent = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let indent = rest.get(..indent).unwrap_or_default();
        let text = format!("{indent}# {}{}", reason.comment(&rules), line_break(text));
        Edit { span: Span::new(id, at..at), text }
    });
    edits.collect()
}

fn line_break(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// How many labels a block of Terraform has, in its JSON syntax each an object.
fn labels(block: &str) -> Option<usize> {
    match block {
        "resource" | "data" | "ephemeral" => Some(2),
        "variable" | "output" | "module" | "provider" | "check" => Some(1),
        "locals" | "terraform" | "moved" | "import" | "removed" => Some(0),
        _ => None,
    }
}

/// The body of the block to which a finding belongs.
fn body_of<'a>(tree: &'a Node, finding: &Finding) -> Option<&'a Node> {
    let places = std::iter::once(&finding.span).chain(finding.within.get(1));
    let blocks = || tree.entries().into_iter().flatten();
    places.into_iter().find_map(|place| {
        let block = blocks().find(|entry| entry.value.span.contains(*place))?;
        body(&block.value, labels(&block.key)?, *place)
    })
}

fn body(node: &Node, labels: usize, place: Span) -> Option<&Node> {
    if let Some(items) = node.items() {
        return body(items.iter().find(|item| item.span.contains(place))?, labels, place);
    }
    let entries = node.entries()?;
    if labels == 0 {
        return node.span.contains(place).then_some(node);
    }
    let holds = |entry: &&crate::node::Entry| entry.value.span.contains(place);
    body(&entries.iter().find(holds)?.value, labels - 1, place)
}

/// The member `"//"` with `comment` in the object `body`, which may have one.
fn member(text: &str, body: &Node, comment: &str) -> Option<Edit> {
    let id = body.span.source;
    let comment = serde_json::Value::from(comment).to_string();
    let entries = body.entries()?;
    if let Some(old) = entries.iter().find(|entry| entry.key == "//") {
        let (span, text) = if let Some([.., last]) = old.value.items() {
            (Span { start: last.span.end, ..last.span }, format!(", {comment}"))
        } else {
            let spelled = text.get(old.value.span.range())?;
            (old.value.span, format!("[{spelled}, {comment}]"))
        };
        return Some(Edit { span, text });
    }
    let Some(first) = entries.first() else {
        let inside = body.span.start as usize + 1;
        return Some(Edit {
            span: Span::new(id, inside..inside),
            text: format!("\"//\": {comment}"),
        });
    };
    let at = first.key_span.start as usize;
    let line = text.get(..at)?.rfind('\n').map_or(0, |at| at + 1);
    let before = text.get(line..at)?;
    let between = if before.trim().is_empty() {
        format!(",{}{before}", line_break(text))
    } else {
        ", ".to_owned()
    };
    Some(Edit { span: Span::new(id, at..at), text: format!("\"//\": {comment}{between}") })
}

/// The pointer to the innermost value that holds `place`, or whose name does.
fn pointer(node: &Node, place: Span) -> String {
    let mut pointer = String::new();
    let mut node = node;
    loop {
        let items = node.items().unwrap_or_default().iter().enumerate();
        if let Some((at, item)) = items.into_iter().find(|(_, item)| item.span.contains(place)) {
            let _ = write!(pointer, "/{at}");
            node = item;
            continue;
        }
        let entries = node.entries().unwrap_or_default();
        let entry = entries
            .iter()
            .find(|entry| entry.key_span.contains(place) || entry.value.span.contains(place));
        let Some(entry) = entry else { return pointer };
        let _ = write!(pointer, "/{}", entry.key.replace('~', "~0").replace('/', "~1"));
        if entry.key_span.contains(place) {
            return pointer;
        }
        node = &entry.value;
    }
}

/// An entry for the configuration.
pub fn entry(path: &str, pointer: Option<&str>, rules: &BTreeSet<&str>, reason: &Reason) -> String {
    let mut text = format!("[[ignore]]\npath = {}\n", quoted(&globset::escape(path)));
    let rules: Vec<String> = rules.iter().map(|rule| quoted(rule)).collect();
    let _ = match rules.as_slice() {
        [only] => writeln!(text, "rule = {only}"),
        _ => writeln!(text, "rule = [{}]", rules.join(", ")),
    };
    if let Some(pointer) = pointer {
        let _ = writeln!(text, "pointer = {}", quoted(pointer));
    }
    if let Some(day) = reason.until {
        let _ = writeln!(text, "until = {day}");
    }
    let _ = writeln!(text, "reason = {}", quoted(&reason.text));
    text
}

/// A text as TOML spells it: as JSON does, but for one character.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}
