//! Terraform's JSON syntax, transcribed into HCL: `.tf.json` and `.tfvars.json` become the text that
//! says the same, so that one evaluator does for both; a map leads back to the bytes of the JSON.
//!
//! The transcript always parses. What Terraform would refuse becomes a problem with its place in the
//! JSON, and [`UNREADABLE`] stands in its stead.

mod blocks;
mod grammar;
mod letters;
mod template;
mod values;
mod writer;

use self::grammar::Shape;
use self::writer::Writer;
use crate::node::{Kind, Node};
use crate::parse::json;
use crate::source::{Problem, ProblemKind, SourceId, SourceMap, Span};

/// What stands in the transcript for a value that could not be read: a name that nothing has.
pub const UNREADABLE: &str = "unreadable";

/// More problems than this in one file help nobody.
const MOST: usize = 20;

/// A JSON text as HCL.
#[derive(Debug)]
pub struct Transcript {
    /// The same in HCL, which parses.
    pub hcl: String,
    /// From places in it to places in the JSON.
    pub map: SourceMap,
    /// What is wrong, in the order of the JSON.
    pub problems: Vec<Problem>,
    /// The parts of the JSON that could not be read and are left out.
    pub lost: Vec<Span>,
}

/// Transcribes a configuration: `.tf.json` or `.tofu.json`.
pub fn transcribe(source: SourceId, text: &str) -> Transcript {
    file(source, text, &grammar::FILE)
}

/// Transcribes the values of variables: `.tfvars.json`.
pub fn transcribe_variables(source: SourceId, text: &str) -> Transcript {
    file(source, text, &grammar::VARIABLES)
}

struct Reader<'a> {
    source: SourceId,
    file: &'a str,
    /// The text is no JSON by the letter.
    broken: bool,
    problems: Vec<Problem>,
    lost: Vec<Span>,
}

impl Reader<'_> {
    fn tell(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        let (kind, labels) = (ProblemKind::InvalidHcl, Vec::new());
        let (message, help) = (message.into(), Some(help.into()));
        self.push(Problem { kind, span, message, help, labels });
    }

    fn push(&mut self, problem: Problem) {
        if self.problems.len() < MOST {
            self.problems.push(problem);
        }
    }
}

fn file(source: SourceId, text: &str, shape: &Shape) -> Transcript {
    let read = json::json(source, text);
    let mut reader =
        Reader { source, file: text, broken: read.broken, problems: Vec::new(), lost: Vec::new() };
    let mut to = Writer::default();
    reader.root(&mut to, &read.node, shape);
    to.put("\n");
    // Blocks may well be written twice; the members that may not be were told of just now.
    let is_syntax = |problem: &Problem| problem.kind != ProblemKind::DuplicateKey;
    let syntax = read.problems.into_iter().filter(is_syntax).map(for_terraform);
    let mut problems: Vec<Problem> = syntax.collect();
    problems.append(&mut reader.problems);
    problems.sort_by_key(|problem| problem.span.start);
    Transcript { hcl: to.out, map: to.map, problems, lost: reader.lost }
}

/// What the reader of JSON says to people who write policies, for those who write Terraform.
fn for_terraform(mut problem: Problem) -> Problem {
    let help = match problem.message.as_str() {
        "JSON has no comments" => "remove it, or write it as a member `\"//\": \"…\"`",
        "the file is empty" => "write `{}`, or remove the file",
        message if message.ends_with("levels deep") => "take levels away",
        _ => return problem,
    };
    problem.help = Some(help.to_owned());
    problem
}

impl Reader<'_> {
    fn root(&mut self, to: &mut Writer, node: &Node, shape: &Shape) {
        let is_root = match node.kind {
            Kind::Object(..) => true,
            Kind::List(..) => !shape.only_arguments,
            _ => false,
        };
        if !is_root {
            self.lost.push(node.span);
            if !matches!(node.kind, Kind::Unknown(_) | Kind::Absent) {
                let message = format!("the file holds {}, not an object", node.sort());
                self.tell(node.span, message, "begin with `{` and end with `}`");
            }
            return;
        }
        if let Some(members) = self.members(node, "an object of blocks") {
            self.body(to, &members, shape);
        }
    }
}
