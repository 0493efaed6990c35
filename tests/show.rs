//! What bluelint believes, shown to people and to programs: every kind of value.
#![allow(clippy::disallowed_methods, reason = "this test reads its own cases")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

use bluelint::model::{Exists, Resource, Surface, World};
use bluelint::node::{Choice, Decision, Entry, Form, How, Kind, Node, Piece, Seen, Step, Unknown};
use bluelint::report::{self, Style};
use bluelint::source::{SourceId, Sources, Span};
use bluelint::{Incomplete, Run};
use serde_json::Value;

const MAIN: &str =
    "resource \"ibm_x\" \"vpe\" {\n  name = local.l\n}\n\nlocals {\n  l = var.service\n}\n";
const VARIABLES: &str = "variable \"service\" {\n  default = \"kmss\"\n}\n";

fn files() -> Run {
    let sources = Sources::new(["main.tf".to_owned(), "variables.tf".to_owned()]);
    sources.set_text(SourceId(0), MAIN.to_owned());
    sources.set_text(SourceId(1), VARIABLES.to_owned());
    Run { sources, files: 2, unresolved: 4, ..Run::default() }
}

/// Where `text` first stands in file `id`.
fn place(run: &Run, id: u32, text: &str) -> Span {
    let start = run.sources.get(SourceId(id)).text().find(text).unwrap();
    Span::new(SourceId(id), start..start + text.len())
}

/// `name = value`, spelled nowhere in particular.
fn argument(name: &str, kind: Kind) -> Entry {
    entry(name, kind, Form::Argument)
}

fn entry(name: &str, kind: Kind, form: Form) -> Entry {
    let span = Span::new(SourceId(0), 0..8);
    Entry { key: name.into(), key_span: span, value: Node::new(kind, span), form }
}

fn text(text: &str) -> Kind {
    Kind::Text(text.into())
}

fn node(kind: Kind) -> Node {
    Node::new(kind, Span::new(SourceId(0), 0..8))
}

/// Every kind of value.
fn entries(run: &Run) -> Vec<Entry> {
    let unknown = || Unknown::because("variable `x` has no default");
    let choice = |way, kind| Choice { when: vec![(Decision(1), way)], value: node(kind) };
    let mut named = argument("name", text("a\u{1b}b"));
    let span = place(run, 1, "\"kmss\"");
    named.value.trail = [
        Step { span, how: How::Default("service".into()) },
        Step { span: place(run, 0, "var.service"), how: How::Local("l".into()) },
        Step { span: place(run, 0, "local.l"), how: How::Used },
    ]
    .into_iter()
    .collect();
    let block = |crn| {
        let crn = argument("crn", crn);
        let inner = Kind::List(
            vec![node(Kind::Object(vec![argument("deep", Kind::Bool(true))], Seen::Partly))],
            Seen::Whole,
        );
        node(Kind::Object(vec![crn, entry("inner", inner, Form::Block)], Seen::Whole))
    };
    let pieces = || {
        vec![
            Piece::Text("crn:v1:".to_owned()),
            Piece::unknown(unknown()),
            Piece::Text("::".to_owned()),
        ]
    };
    let one_of = || Kind::OneOf(vec![choice(true, text("a")), choice(false, Kind::Null)]);
    let list = vec![
        node(text("a")),
        node(Kind::unknown(unknown())),
        node(Kind::Template(pieces())),
        node(one_of()),
    ];
    let object = vec![argument("n", Kind::Number("1.50".into())), argument("gone", Kind::Absent)];
    vec![
        named,
        argument("absent", Kind::Absent),
        argument("null", Kind::Null),
        argument("big", Kind::Number("123456789012345678901".into())),
        argument("template", Kind::Template(pieces())),
        argument("one_of", one_of()),
        argument("unknown", Kind::unknown(unknown())),
        argument("partly", Kind::List(list, Seen::Partly)),
        argument("object", Kind::Object(object.clone(), Seen::Whole)),
        argument("open", Kind::Object(object, Seen::Partly)),
        entry(
            "target",
            Kind::List(vec![block(text("crn")), block(Kind::Null)], Seen::Partly),
            Form::Block,
        ),
        entry("odd", Kind::unknown(unknown()), Form::Block),
    ]
}

fn believed() -> Run {
    let mut run = files();
    let entries = entries(&run);
    let header = place(&run, 0, "resource \"ibm_x\" \"vpe\"");
    let resource = |surface, kind: &str, address: &str, exists| Resource {
        kind: kind.to_owned(),
        surface,
        in_json: surface != Surface::Terraform,
        address: address.to_owned(),
        object: String::new(),
        called_by: Vec::new(),
        identity: String::new(),
        exists,
        world: World(0),
        header,
        extent: place(&run, 0, MAIN.trim_end()),
        body: node(Kind::Object(entries.clone(), Seen::Whole)),
        provider: None,
        local_provider: None,
        ignored: Vec::new(),
        faults: Vec::new(),
        imported: false,
        change: None,
    };
    let terraform = resource(Surface::Terraform, "ibm_x", "ibm_x.vpe[0]", Exists::Maybe);
    let json = Resource {
        extent: place(&run, 1, VARIABLES),
        body: node(Kind::Object(vec![argument("type", text("authorization"))], Seen::Whole)),
        ..resource(Surface::PolicyV1, "authorization-policy", "/policies/0", Exists::Surely)
    };
    run.model.others = vec![json, terraform];
    let reason = "cannot be read".to_owned();
    run.incomplete = vec![Incomplete { path: "x.tf".to_owned(), reason, span: None }];
    run
}

#[test]
fn people_see_what_is_believed() {
    let mut out = Vec::new();
    report::show(&believed(), &Style::default(), &mut out).unwrap();
    insta::assert_snapshot!(String::from_utf8(out).unwrap());
}

#[test]
fn programs_see_what_is_believed() {
    let mut out = Vec::new();
    report::show_json(&believed(), &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    let json: Value = serde_json::from_str(&text).unwrap();
    let arguments = &json["resources"][0]["arguments"];
    assert_eq!(arguments["name"]["value"]["known"], "a\u{1b}b");
    assert_eq!(arguments["name"]["trail"][0], "default of var.service (variables.tf:2)");
    assert_eq!(arguments["name"]["trail"][1], "local.l (main.tf:6)");
    assert_eq!(arguments["name"]["trail"][2], Value::Null);
    assert_eq!(arguments["target"][0]["crn"]["value"]["known"], "crn");
    assert_eq!(arguments["target"][0]["inner"][0]["deep"]["value"]["known"], true);
    insta::assert_snapshot!(text);
}
