//! Which members of Terraform's blocks are blocks, words or literals; all others are expressions.
//!
//! Source: Terraform's `internal/configs` and HCL's `json/spec.md` and `ext/dynblock`.

/// How the value of a member is read.
#[derive(Clone, Copy, Debug)]
pub(super) enum Way {
    /// Texts are templates.
    Expression,
    /// Texts say what they say: Terraform evaluates them in no context.
    Literal,
    /// A text is a reference, a type or a keyword.
    Word,
    /// So are the texts in a list or object.
    Words,
    /// One or more blocks.
    Blocks(&'static Shape),
    /// Nothing that is evaluated.
    Skip,
}

/// What a body may hold.
#[derive(Debug)]
pub(super) struct Shape {
    /// What the names on the way to the body stand for.
    pub(super) labels: &'static [&'static str],
    /// The members that are read in a way of their own.
    members: &'static [(&'static str, Way)],
    /// How all others are read; nothing says more than `Skip` on top level.
    other: Way,
    /// Any name is an argument, once: the body is one object, and nothing in it is a block.
    pub(super) only_arguments: bool,
}

impl Shape {
    /// How the member `name` is read.
    pub(super) fn way(&self, name: &str) -> Way {
        let found = self.members.iter().find(|(member, _)| *member == name);
        found.map_or(self.other, |(_, way)| *way)
    }
}

const fn shape(
    labels: &'static [&'static str],
    members: &'static [(&'static str, Way)],
    other: Way,
) -> Shape {
    Shape { labels, members, other, only_arguments: false }
}

use Way::{Blocks, Expression, Literal, Skip, Word, Words};

/// A whole configuration file.
pub(super) static FILE: Shape = shape(
    &[],
    &[
        ("resource", Blocks(&RESOURCE)),
        ("data", Blocks(&RESOURCE)),
        ("ephemeral", Blocks(&RESOURCE)),
        ("module", Blocks(&MODULE)),
        ("variable", Blocks(&VARIABLE)),
        ("output", Blocks(&OUTPUT)),
        ("locals", Blocks(&LOCALS)),
        ("provider", Blocks(&PROVIDER)),
        ("terraform", Blocks(&TERRAFORM)),
        ("moved", Blocks(&MOVED)),
        ("removed", Blocks(&MOVED)),
        ("import", Blocks(&IMPORT)),
        ("check", Blocks(&CHECK)),
        ("action", Blocks(&ACTION)),
    ],
    Skip,
);

/// A file of variables.
pub(super) static VARIABLES: Shape =
    Shape { labels: &[], members: &[], other: Literal, only_arguments: true };

static LOCALS: Shape = Shape { labels: &[], members: &[], other: Expression, only_arguments: true };

static RESOURCE: Shape = shape(
    &["type", "name"],
    &[
        ("provider", Word),
        ("depends_on", Words),
        ("lifecycle", Blocks(&LIFECYCLE)),
        ("connection", Skip),
        ("provisioner", Blocks(&PROVISIONER)),
        ("dynamic", Blocks(&DYNAMIC)),
    ],
    Expression,
);

static ACTION: Shape = shape(
    &["type", "name"],
    &[("provider", Word), ("depends_on", Words), ("config", Blocks(&CONDITION))],
    Expression,
);

static PROVISIONER: Shape =
    shape(&["type"], &[("when", Word), ("on_failure", Word), ("connection", Skip)], Expression);

static LIFECYCLE: Shape = shape(
    &[],
    &[
        ("ignore_changes", Words),
        ("replace_triggered_by", Words),
        ("precondition", Blocks(&CONDITION)),
        ("postcondition", Blocks(&CONDITION)),
    ],
    Literal,
);

static CONDITION: Shape = shape(&[], &[], Expression);

static DYNAMIC: Shape =
    shape(&["type"], &[("iterator", Word), ("content", Blocks(&CONTENT))], Expression);

static CONTENT: Shape = shape(&[], &[("dynamic", Blocks(&DYNAMIC))], Expression);

static MODULE: Shape = shape(
    &["name"],
    &[("source", Literal), ("version", Literal), ("providers", Words), ("depends_on", Words)],
    Expression,
);

static VARIABLE: Shape =
    shape(&["name"], &[("type", Word), ("validation", Blocks(&CONDITION))], Literal);

static OUTPUT: Shape = shape(
    &["name"],
    &[
        ("description", Literal),
        ("sensitive", Literal),
        ("ephemeral", Literal),
        ("depends_on", Words),
        ("precondition", Blocks(&CONDITION)),
    ],
    Expression,
);

static PROVIDER: Shape = shape(
    &["name"],
    &[("alias", Literal), ("version", Literal), ("dynamic", Blocks(&DYNAMIC))],
    Expression,
);

static TERRAFORM: Shape = shape(
    &[],
    &[
        ("required_providers", Blocks(&REQUIRED_PROVIDERS)),
        ("backend", Skip),
        ("cloud", Skip),
        ("encryption", Skip),
        ("provider_meta", Skip),
        ("experiments", Words),
    ],
    Literal,
);

static REQUIRED_PROVIDERS: Shape =
    Shape { labels: &[], members: &[], other: Literal, only_arguments: true };

static MOVED: Shape = shape(
    &[],
    &[("from", Word), ("to", Word), ("connection", Skip), ("provisioner", Skip)],
    Literal,
);

static IMPORT: Shape = shape(&[], &[("to", Word), ("provider", Word)], Expression);

static CHECK: Shape =
    shape(&["name"], &[("data", Blocks(&RESOURCE)), ("assert", Blocks(&CONDITION))], Expression);
