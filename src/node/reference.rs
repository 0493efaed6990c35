//! References to what is known only when it is applied.

use super::{Kind, Node};
use crate::source::Span;
use smol_str::SmolStr;

/// A reference to an attribute of another object, such as `ibm_resource_instance.kms.guid`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The module it is in: `module.a[0].`; empty in a root module.
    pub module: SmolStr,
    /// `data.` in front for a data source.
    pub data: bool,
    /// The type: `ibm_resource_instance`; `var`, `local`, `module`, `each` for those.
    pub kind: SmolStr,
    /// The name: `kms`.
    pub name: SmolStr,
    /// What follows, without blanks and with what indexes are known to be: `.guid`, `[0].guid`.
    pub rest: SmolStr,
    /// How many bytes it is long as it is spelled, without blanks.
    pub length: usize,
}

/// The steps of a path, an index in its brackets as one of its own: `module`, `a`, `["x.y"]`, `id` of
/// `module.a["x.y"].id`.
pub fn steps(path: &str) -> impl Iterator<Item = &str> {
    let mut rest = path;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches('.');
        let (step, behind) = rest.split_at(end_of_step(rest));
        rest = behind;
        (!step.is_empty()).then_some(step)
    })
}

/// Where the step ends with which a path begins: at the next dot or bracket outside of quotes.
fn end_of_step(path: &str) -> usize {
    let (mut quoted, mut escaped) = (false, false);
    let end = path.char_indices().find(|(at, c)| {
        let is_text = std::mem::take(&mut escaped);
        match c {
            _ if is_text => {}
            '\\' => escaped = quoted,
            '"' => quoted = !quoted,
            '.' | '[' => return *at > 0 && !quoted,
            _ => {}
        }
        false
    });
    end.map_or(path.len(), |(at, _)| at)
}

/// The beginning of a path up to the first dot that stands outside of quotes: `b["x.y"]` of
/// `b["x.y"].id`.
pub fn first_step(path: &str) -> &str {
    let is_named = !path.starts_with('.');
    let mut all = steps(path).filter(|_| is_named);
    let name = all.next().map_or(0, str::len);
    let indexes = all.take_while(|step| step.starts_with('[')).map(str::len);
    path.get(..name + indexes.sum::<usize>()).unwrap_or_default()
}

/// `module.a.ibm_is_vpc.b` for `module.a["x.y"].ibm_is_vpc.b[0]`: a path without the indexes in it.
pub fn without_indexes(object: &str) -> String {
    let mut kept = String::with_capacity(object.len());
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for c in object.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' if depth > 0 => quoted = !quoted,
            '[' if !quoted => depth += 1,
            ']' if !quoted => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// The modules that lead to this one and itself, the outermost first: `module.a` and `module.a.module.b`
/// for the latter, a path without indexes. The root module is none.
pub fn levels(module: &str) -> impl Iterator<Item = &str> {
    let ends = module.match_indices(".module.").map(|(at, _)| at).chain([module.len()]);
    ends.filter_map(|end| module.get(..end)).filter(|level| !level.is_empty())
}

/// The modules in a path, the outermost first, each by its own step only: `module.a[0]` and `module.b` of
/// `module.a[0].module.b.ibm_is_vpc.c` and of `module.a[0].module.b.`.
pub fn modules_in(path: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = path;
    while let Some(inner) = rest.strip_prefix("module.") {
        let end = first_step(inner).len();
        if end == inner.len() {
            break;
        }
        found.push(rest.get(.."module.".len() + end).unwrap_or_default());
        rest = inner.get(end + 1..).unwrap_or_default();
    }
    found
}

impl Reference {
    /// The attribute read, without indexes in front: `guid` for both `x.guid` and `x[0].guid`.
    pub fn attribute(&self) -> &str {
        let mut rest = self.rest.as_str();
        while rest.starts_with('[') {
            rest = rest.get(end_of_step(rest)..).unwrap_or_default();
        }
        rest.trim_start_matches('.')
    }

    /// The type, with `data.` in front for a data source, as the catalogue names it.
    pub fn type_name(&self) -> String {
        let data = if self.data { "data." } else { "" };
        format!("{data}{}", self.kind)
    }

    /// All of it as it is written in its module, without blanks: `ibm_resource_instance.kms[0].guid`.
    pub fn written(&self) -> String {
        format!("{}.{}{}", self.type_name(), self.name, self.rest)
    }

    /// Whether it is the id of a VPC resource that the same configuration makes, other than `object`.
    pub fn is_id_of_another(&self, object: &str) -> bool {
        let is_resource = !self.data && self.kind.starts_with("ibm_is_");
        is_resource && self.attribute() == "id" && self.object() != object
    }

    /// Why its value is not known.
    pub fn known_later(&self) -> String {
        format!("`{}{}` is known only when it is applied", self.module, self.written())
    }

    /// The object it reads from: `ibm_resource_instance.kms`, with `data.` in front if it is one, and
    /// in front of that the module.
    pub fn object(&self) -> String {
        format!("{}{}.{}", self.module, self.type_name(), self.name)
    }
}

impl Node {
    /// What it refers to, if it is not known but a plain reference.
    pub fn reference(&self) -> Option<&Reference> {
        match &self.kind {
            Kind::Unknown(unknown) => unknown.reference.as_ref(),
            _ => None,
        }
    }

    /// The bytes of the attribute at the end of a plain reference, `id` of `ibm_is_lb.a.id`, where
    /// the reference is spelled without blanks and for this one use only.
    pub fn attribute_span(&self) -> Option<Span> {
        let reference = self.reference().filter(|_| self.trail.is_empty())?;
        let name = reference.attribute();
        let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let fits = reference.length == self.span.range().len();
        let start = self.span.range().end.checked_sub(name.len())?;
        (is_name && fits && reference.rest.ends_with(name))
            .then(|| Span::new(self.span.source, start..self.span.range().end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indexes_of_modules_are_left_out() {
        assert_eq!(
            without_indexes("module.a[0].module.b[\"x].\\\"y\"].a.b"),
            "module.a.module.b.a.b"
        );
        assert_eq!(without_indexes("a.b"), "a.b");
    }

    #[test]
    fn a_step_ends_at_a_dot_outside_of_quotes() {
        assert_eq!(first_step(r#"b["x.y"].id"#), r#"b["x.y"]"#);
        assert_eq!(first_step(r#"["a\".b"].id"#), r#"["a\".b"]"#);
        assert_eq!(first_step("[0]"), "[0]");
        assert_eq!(first_step(".id"), "");
        assert_eq!(first_step("a[0][1].b[2]"), "a[0][1]");
    }

    #[test]
    fn a_path_comes_apart_between_its_brackets() {
        let address = r#"module.a["x.y[\"]"].module.b[0]"#;
        let all: Vec<&str> = steps(address).collect();
        assert_eq!(all, ["module", "a", r#"["x.y[\"]"]"#, "module", "b", "[0]"]);
        assert_eq!(steps("").next(), None);
        assert_eq!(steps(".id").collect::<Vec<_>>(), ["id"]);
    }

    #[test]
    fn a_key_may_hold_brackets() {
        let reference = |rest: &str| Reference {
            module: SmolStr::default(),
            data: false,
            kind: "ibm_is_vpc".into(),
            name: "v".into(),
            rest: rest.into(),
            length: 0,
        };
        assert_eq!(reference(r#"["a]b"].id"#).attribute(), "id");
        assert_eq!(reference(r#"["a].crn"][0].id"#).attribute(), "id");
        assert_eq!(reference("[0].guid").attribute(), "guid");
        assert_eq!(reference(".guid").attribute(), "guid");
        assert_eq!(reference("").attribute(), "");
    }
}
