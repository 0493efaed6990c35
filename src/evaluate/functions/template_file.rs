//! `templatefile`: a file as a template, with variables of its own.

use super::files::read_text;
use crate::evaluate::files::Found;
use crate::evaluate::folder::{Declarations, Folder};
use crate::evaluate::root::{Inputs, Root};
use crate::evaluate::scope::Scope;
use crate::evaluate::template;
use crate::node::{Kind, Node, Seen, Trail};
use crate::source::{SourceId, Sources, Span};
use hcl_edit::expr::{Expression, ForExpr};
use hcl_edit::template::{ForDirective, Template};
use hcl_edit::visit::{Visit, visit_expr};

/// The file that the template is read from, the only one of its scope.
const SOURCE: SourceId = SourceId(0);

/// What the file is worth with the variables that the second argument gives.
pub(super) fn templatefile(scope: &Scope<'_>, arguments: &[Node], span: Span) -> Option<Node> {
    let [_, variables] = arguments else { return None };
    let refused = |why: &'static str| Some(Node::refused(span, why));
    if scope.root.is_template {
        return refused("a template cannot read another one");
    }
    let text = match read_text(scope, arguments) {
        Found::There(text) => text,
        Found::Not => return refused("there is no such template"),
        Found::Unsure => return None,
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
    let variables = match &variables.kind {
        Kind::Object(entries, Seen::Whole) => entries,
        Kind::Object(..) | Kind::Unknown(_) | Kind::OneOf(_) => return None,
        _ => return refused("the variables are no map"),
    };
    if !variables.iter().all(|entry| is_identifier(&entry.key)) {
        return None;
    }
    // What is wrong with it is for Terraform to say.
    let template: Template = text.parse().ok()?;
    let mut free = Free { bound: Vec::new(), names: Vec::new() };
    free.visit_template(&template);
    if free.names.iter().any(|name| variables.iter().all(|entry| entry.key != *name)) {
        return refused("the template uses a variable that it is not given");
    }
    let sources = Sources::new([String::new()]);
    sources.set_text(SOURCE, text);
    let (folder, inputs) = (Folder::default(), Inputs::default());
    let root = Root::of_template(&sources, &inputs, scope.root);
    let declares = Declarations::new("", &folder);
    let inner = Scope::root(&root, &declares);
    let bindings = variables.iter().map(|entry| (entry.key.to_string(), entry.value.clone()));
    let whole = Span::new(SOURCE, 0..0);
    let mut result = inner.with(bindings, || template::file(&inner, SOURCE, &template, whole));
    scope.root.budget.pay_for(&root.budget, span);
    if matches!(result.kind, Kind::Null) {
        return refused("the template is null");
    }
    place(&mut result, span).then_some(result)
}

/// A name that can be used in a template. Letters of other languages are not looked into.
fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

/// Moves a value out of the template to the place of the call; `false` where it hangs on a
/// condition, whose number is that of its text and would be taken for one outside.
fn place(node: &mut Node, span: Span) -> bool {
    node.span = span;
    node.computed = true;
    node.literal = None;
    node.trail = Trail::default();
    match &mut node.kind {
        Kind::List(items, _) => items.iter_mut().all(|item| place(item, span)),
        Kind::Object(entries, _) => entries.iter_mut().all(|entry| {
            entry.key_span = span;
            place(&mut entry.value, span)
        }),
        Kind::OneOf(_) => false,
        _ => true,
    }
}

/// The names that a template does not bind itself.
struct Free {
    bound: Vec<String>,
    names: Vec<String>,
}

impl Free {
    /// Does `work` with more names bound.
    fn with<'a>(&mut self, names: impl Iterator<Item = &'a str>, work: impl FnOnce(&mut Self)) {
        let before = self.bound.len();
        self.bound.extend(names.map(str::to_owned));
        work(self);
        self.bound.truncate(before);
    }
}

impl Visit for Free {
    fn visit_expr(&mut self, expression: &Expression) {
        if let Expression::Variable(name) = expression
            && !self.bound.iter().any(|bound| bound == name.as_str())
        {
            self.names.push(name.as_str().to_owned());
        }
        visit_expr(self, expression);
    }

    fn visit_for_expr(&mut self, expression: &ForExpr) {
        let intro = &expression.intro;
        self.visit_expr(&intro.collection_expr);
        let key = intro.key_var.as_ref().map(|name| name.as_str());
        self.with(key.into_iter().chain([intro.value_var.as_str()]), |inside| {
            if let Some(key) = &expression.key_expr {
                inside.visit_expr(key);
            }
            inside.visit_expr(&expression.value_expr);
            if let Some(condition) = &expression.cond {
                inside.visit_expr(&condition.expr);
            }
        });
    }

    fn visit_for_directive(&mut self, directive: &ForDirective) {
        let intro = &directive.for_expr;
        self.visit_expr(&intro.collection_expr);
        let key = intro.key_var.as_ref().map(|name| name.as_str());
        self.with(key.into_iter().chain([intro.value_var.as_str()]), |inside| {
            inside.visit_template(&intro.template);
        });
    }
}
