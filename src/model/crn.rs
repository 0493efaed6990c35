//! A cloud resource name, as far as its text is known.

use crate::node::{Kind, Node, Piece};
use smol_str::SmolStr;

/// The kinds of cloud that a CRN may name.
pub const CTYPES: [&str; 3] = ["public", "dedicated", "local"];

/// How many segments a CRN has: `crn:v1:cname:ctype:service:location:scope:instance:type:resource`.
pub const SEGMENTS: usize = 10;

/// The segments of a CRN that are surely known, from the left. An unknown piece may hold colons, so
/// nothing behind it has a sure place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crn {
    segments: Vec<SmolStr>,
    whole: bool,
}

impl Crn {
    /// The CRN in `node`, if its text surely begins like one.
    pub fn of(node: &Node) -> Option<Self> {
        let (text, whole) = match &node.kind {
            Kind::Text(text) => (text.as_str(), true),
            Kind::Template(pieces) => match pieces.first() {
                Some(Piece::Text(text)) => (text.as_str(), false),
                _ => return None,
            },
            _ => return None,
        };
        let text = text.trim();
        if !text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("crn:")) {
            return None;
        }
        let mut segments: Vec<SmolStr> = text.splitn(SEGMENTS, ':').map(SmolStr::new).collect();
        if !whole {
            // Whatever comes next may belong to the last segment that was begun.
            segments.pop();
        }
        Some(Self { segments, whole })
    }

    /// Whether all of its text is known.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// The segments that are known, at most ten; the last one holds whatever colons are left.
    pub fn segments(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().map(SmolStr::as_str)
    }

    /// Segment `index`, from 0.
    pub fn get(&self, index: usize) -> Option<&str> {
        self.segments.get(index).map(SmolStr::as_str)
    }

    /// The service: `kms`.
    pub fn service(&self) -> Option<&str> {
        self.get(4)
    }

    /// Whether its version, cloud and kind of cloud, as far as they are known, are such as there are.
    pub fn may_be_in_cloud(&self) -> bool {
        let is_one = |at: usize, known: &[&str]| self.get(at).is_none_or(|it| known.contains(&it));
        is_one(1, &["v1"]) && is_one(2, &["bluemix"]) && is_one(3, &CTYPES)
    }

    /// Whether the service, as far as it is known, can be the name of one: small letters, digits and `-`, and
    /// a dot in front of the name of a part of it.
    pub fn may_be_service(&self) -> bool {
        let is_letter = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-');
        let part = |part: &str| !part.is_empty() && part.bytes().all(is_letter);
        self.service().is_none_or(|service| service.splitn(2, '.').all(part))
    }

    /// The location: `us-south`, `global`.
    pub fn location(&self) -> Option<&str> {
        self.get(5)
    }

    /// The scope as it is written: `a/` and an account id, or nothing.
    pub fn scope(&self) -> Option<&str> {
        self.get(6)
    }

    /// The account id in the scope.
    pub fn account(&self) -> Option<&str> {
        self.scope()?.strip_prefix("a/")
    }

    /// The instance.
    pub fn instance(&self) -> Option<&str> {
        self.get(7)
    }

    /// The type of what is inside the instance: `bucket`; empty for the instance itself.
    pub fn resource_type(&self) -> Option<&str> {
        self.get(8)
    }

    /// Whether it names a private path service gateway; `None` if its known part does not tell.
    pub fn is_private_path(&self) -> Option<bool> {
        match (self.service()?, self.resource_type()) {
            ("is", kind) => kind.map(|kind| kind == "private-path-service-gateway"),
            _ => Some(false),
        }
    }

    /// What is inside the instance.
    pub fn resource(&self) -> Option<&str> {
        self.get(9)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node::Unknown;
    use crate::source::{SourceId, Span};

    fn node(kind: Kind) -> Node {
        Node::new(kind, Span::new(SourceId(0), 0..0))
    }

    #[test]
    fn a_template_knows_only_the_segments_before_its_first_unknown() {
        let pieces = vec![
            Piece::Text("crn:v1:bluemix:public:kms:us-".to_owned()),
            Piece::unknown(Unknown::because("x")),
            Piece::Text(":a/1:2::".to_owned()),
        ];
        let crn = Crn::of(&node(Kind::Template(pieces))).expect("it begins like one");
        assert_eq!(crn.service(), Some("kms"));
        assert_eq!(crn.location(), None);
        assert!(!crn.is_whole());
    }

    #[test]
    fn a_private_path_shows_as_far_as_it_is_known() {
        let of = |text: &str| {
            let pieces = vec![Piece::Text(text.to_owned()), Piece::unknown(Unknown::because("x"))];
            Crn::of(&node(Kind::Template(pieces))).and_then(|crn| crn.is_private_path())
        };
        assert_eq!(
            of("crn:v1:bluemix:public:is:us-south:a/1::private-path-service-gateway:"),
            Some(true)
        );
        assert_eq!(of("crn:v1:bluemix:public:is:us-south:::endpoint:"), Some(false));
        assert_eq!(of("crn:v1:bluemix:public:is:us-south:"), None);
        assert_eq!(of("crn:v1:bluemix:public:kms:"), Some(false));
        assert_eq!(of("crn:v1:bluemix:public:"), None);
    }

    #[test]
    fn the_tenth_segment_keeps_its_colons() {
        let text = "crn:v1:bluemix:public:cloud-object-storage:global:a/1:2:bucket:a:b";
        let crn = Crn::of(&node(Kind::Text(text.into()))).expect("it begins like one");
        assert_eq!(crn.account(), Some("1"));
        assert_eq!(crn.resource(), Some("a:b"));
    }
}
