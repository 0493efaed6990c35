//! Blocks and bodies: which members are which, as the grammar says.

use super::Reader;
use super::grammar::{Shape, Way};
use super::writer::{Reading, Writer};
use crate::node::{Entry, Kind, Node, Seen};
use crate::source::{Problem, ProblemKind, Span};
use hcl_edit::Ident;
use std::collections::HashMap;

/// What a block is called: its kind and its labels.
struct Header<'a> {
    kind: &'a Entry,
    labels: Vec<&'a Entry>,
}

impl<'a> Header<'a> {
    /// Its last word, which is where a person looks for it.
    fn last(&self) -> &'a Entry {
        self.labels.last().copied().unwrap_or(self.kind)
    }
}

impl Reader<'_> {
    /// Writes all members of a body.
    pub(super) fn body(&mut self, to: &mut Writer, members: &[&Entry], shape: &Shape) {
        let mut groups: Vec<Vec<&Entry>> = Vec::new();
        let mut known: HashMap<&str, usize> = HashMap::new();
        for entry in members.iter().filter(|entry| entry.key != "//") {
            let index = *known.entry(&entry.key).or_insert(groups.len());
            match groups.get_mut(index) {
                Some(group) => group.push(entry),
                None => groups.push(vec![entry]),
            }
        }
        for group in groups {
            let Some(first) = group.first() else { continue };
            match shape.way(&first.key) {
                Way::Skip => {}
                Way::Blocks(shape) => {
                    for kind in &group {
                        let mut header = Header { kind, labels: Vec::new() };
                        self.blocks(to, &mut header, &kind.value, shape);
                    }
                }
                way => self.argument(to, &group, shape, way),
            }
        }
    }

    fn argument(&mut self, to: &mut Writer, group: &[&Entry], shape: &Shape, way: Way) {
        let Some(first) = group.first() else { return };
        if Ident::try_new(first.key.as_str()).is_err() {
            // Values of variables that cannot be declared only get a warning.
            if shape.only_arguments && matches!(way, Way::Literal) {
                return;
            }
            let message = format!("`{}` cannot be the name of an argument", first.key);
            return self.tell(first.key_span, message, NAMES);
        }
        to.line();
        to.unit(&first.key, &first.key_span.range());
        to.put(" = ");
        let is_block = |entry: &&Entry| {
            matches!(entry.value.kind, Kind::Null | Kind::List(..) | Kind::Object(..))
        };
        let is_once = shape.only_arguments || !matches!(way, Way::Expression);
        if group.len() > 1 && !is_once && group.iter().all(is_block) {
            return self.repeated(to, group);
        }
        for again in group.iter().skip(1) {
            self.twice(first, again);
        }
        match way {
            Way::Word => self.word(to, &first.value),
            Way::Words => self.words(to, &first.value),
            Way::Literal => self.value(to, &first.value, Reading::Literal),
            _ => self.value(to, &first.value, Reading::Template),
        }
    }

    /// Blocks that are written one by one are as good as a list of them.
    fn repeated(&mut self, to: &mut Writer, group: &[&Entry]) {
        to.put("[");
        to.depth += 1;
        for entry in group {
            let items = match &entry.value.kind {
                Kind::Null => &[],
                Kind::List(items, _) => items.as_slice(),
                _ => std::slice::from_ref(&entry.value),
            };
            for item in items {
                to.line();
                self.value(to, item, Reading::Template);
                to.put(",");
            }
        }
        to.depth -= 1;
        to.line();
        to.put("]");
    }

    /// Goes down by the labels that are left and writes the blocks below them.
    fn blocks<'a>(
        &mut self,
        to: &mut Writer,
        header: &mut Header<'a>,
        value: &'a Node,
        shape: &'static Shape,
    ) {
        let Some(label) = shape.labels.get(header.labels.len()) else {
            return self.bodies(to, header, value, shape);
        };
        let wanted = format!("an object whose member names are each a {label}");
        let before = self.lost.len();
        let Some(members) = self.members(value, &wanted) else { return };
        if members.is_empty() && self.lost.len() == before {
            let message = format!("this `{}` has no {label}", header.kind.key);
            let path = shape.labels.iter().fold(String::new(), |path, label| {
                format!("{path}{{ \"{}\": ", label.to_uppercase())
            });
            let closing = " }".repeat(shape.labels.len());
            let help = format!("write `\"{}\": {path}{{ … }}{closing}`", header.kind.key);
            self.tell(value.span, message, help);
        }
        for entry in members {
            header.labels.push(entry);
            self.blocks(to, header, &entry.value, shape);
            header.labels.pop();
        }
    }

    fn bodies(&mut self, to: &mut Writer, header: &Header<'_>, value: &Node, shape: &Shape) {
        let each = match &value.kind {
            Kind::Null => return,
            Kind::List(items, Seen::Whole) => items.as_slice(),
            Kind::List(items, Seen::Partly) => {
                self.lost.push(value.span);
                items.as_slice()
            }
            _ => std::slice::from_ref(value),
        };
        for one in each {
            // A list within the list of bodies is one body in parts.
            let is_body = match one.kind {
                Kind::Object(..) => true,
                Kind::List(..) => !shape.only_arguments && !std::ptr::eq(one, value),
                _ => false,
            };
            if self.broken && !is_whole(one) {
                self.lost.push(Span { start: header.last().key_span.start, ..one.span });
            } else if is_body {
                let wanted = "an object of arguments and blocks";
                if let Some(members) = self.members(one, wanted) {
                    self.block(to, header, one, &members, shape);
                }
            } else {
                self.lost.push(one.span);
                let name = &header.last().key;
                let message = format!("the body of `{name}` is {}, not an object", one.sort());
                self.tell(one.span, message, "write its arguments in `{ … }`");
            }
        }
    }

    fn block(
        &mut self,
        to: &mut Writer,
        header: &Header<'_>,
        body: &Node,
        members: &[&Entry],
        shape: &Shape,
    ) {
        let last = header.last().key_span;
        if let Some(bad) =
            header.labels.iter().find(|one| Ident::try_new(one.key.as_str()).is_err())
        {
            self.lost.push(Span { end: body.span.end, ..last });
            let message = format!("`{}` cannot be the name of anything", bad.key);
            return self.tell(bad.key_span, message, NAMES);
        }
        to.line();
        to.unit(&header.kind.key, &last.range());
        for label in &header.labels {
            to.put(" ");
            to.unit(&format!("\"{}\"", label.key), &label.key_span.range());
        }
        to.put(" ");
        let [start, end] = body.span.ends();
        to.unit("{", &(start.range().start..start.range().start + 1));
        to.depth += 1;
        self.body(to, members, shape);
        to.depth -= 1;
        to.line();
        to.unit("}", &(end.range().start.saturating_sub(1)..end.range().end));
    }

    /// The members of an object, or of all objects of a list; `None` where it is neither.
    pub(super) fn members<'a>(&mut self, value: &'a Node, wanted: &str) -> Option<Vec<&'a Entry>> {
        if self.is_lost(value) {
            self.lost.push(value.span);
        }
        match &value.kind {
            Kind::Null => Some(Vec::new()),
            Kind::Object(entries, _) => Some(entries.iter().collect()),
            Kind::List(items, _) => {
                let mut members = Vec::new();
                for item in items {
                    match &item.kind {
                        Kind::Object(entries, _) => {
                            if self.is_lost(item) {
                                self.lost.push(item.span);
                            }
                            members.extend(entries);
                        }
                        _ => self.no_object(item, wanted),
                    }
                }
                Some(members)
            }
            _ => {
                self.no_object(value, wanted);
                None
            }
        }
    }

    /// Whether something of the value was not readable, apart from what is in its parts.
    fn is_lost(&self, value: &Node) -> bool {
        self.broken && (!value.is_whole() || matches!(value.kind, Kind::Unknown(_) | Kind::Absent))
    }

    fn no_object(&mut self, value: &Node, wanted: &str) {
        if !self.is_lost(value) {
            self.lost.push(value.span);
            let message = format!("{} stands where Terraform expects {wanted}", value.sort());
            self.tell(value.span, message, "write `{ … }`, or a list of such");
        }
    }

    /// The members of an object in an expression, of those with the same name the first.
    pub(super) fn each_once<'a>(&mut self, entries: &'a [Entry]) -> Vec<&'a Entry> {
        let mut first: HashMap<&str, &Entry> = HashMap::with_capacity(entries.len());
        let mut once = Vec::with_capacity(entries.len());
        for entry in entries {
            let before = *first.entry(&entry.key).or_insert(entry);
            if std::ptr::eq(before, entry) {
                once.push(entry);
            } else {
                self.twice(before, entry);
            }
        }
        once
    }

    fn twice(&mut self, first: &Entry, again: &Entry) {
        self.push(Problem {
            kind: ProblemKind::DuplicateKey,
            span: again.key_span,
            message: format!("`{}` is written twice in one object", again.key),
            help: Some("keep one of them: Terraform refuses the other".to_owned()),
            labels: vec![(first.key_span, "first here".to_owned())],
        });
    }
}

const NAMES: &str = "begin it with a letter or `_`, followed by letters, digits, `_` and `-`";

/// Whether all of a value could be read.
fn is_whole(node: &Node) -> bool {
    match &node.kind {
        Kind::List(items, seen) => *seen == Seen::Whole && items.iter().all(is_whole),
        Kind::Object(entries, seen) => {
            *seen == Seen::Whole && entries.iter().all(|entry| is_whole(&entry.value))
        }
        Kind::Unknown(_) | Kind::Absent => false,
        _ => true,
    }
}
