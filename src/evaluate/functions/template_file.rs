//! `templatefile`: a file as a template, with variables of its own.

use super::files::read_text;
use crate::evaluate::files::Found;
use crate::evaluate::folder::{Declarations, Folder};
use crate::evaluate::root::{Inputs, Root};
use crate::evaluate::scope::Scope;
use crate::evaluate::template;
use crate::node::{Kind, Node, Seen, Trail};
use crate::parse::hcl;
use crate::parse::tree::{Arena, Directive, Element, Expression, ForIntro, Template, Text};
use crate::source::{SourceId, Sources, Span};

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
    let arena = Arena::new();
    let template = hcl::template(&text, &arena)?;
    let mut free = Free { bound: Vec::new(), names: Vec::new() };
    free.template(&template);
    if free.names.iter().any(|name| variables.iter().all(|entry| entry.key != *name)) {
        return refused("the template uses a variable that it is not given");
    }
    let sources = Sources::new([String::new()]);
    sources.set_text(SOURCE, text);
    let (folder, inputs) = (Folder::default(), Inputs::default());
    let root = Root::of_template(&sources, &inputs, scope.root);
    let declares = Declarations::new(&sources, "", &folder);
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
struct Free<'t> {
    bound: Vec<&'t str>,
    names: Vec<&'t str>,
}

impl<'t> Free<'t> {
    fn template(&mut self, template: &Template<'t>) {
        for element in template.0 {
            match element {
                Element::Literal(_) => {}
                Element::Interpolation(one) => self.expression(&one.expr),
                Element::Directive(directive) => match directive {
                    Directive::If(one) => {
                        self.expression(&one.cond_expr);
                        self.template(&one.template);
                        one.otherwise.iter().for_each(|(_, other)| self.template(other));
                    }
                    Directive::For(one) => {
                        self.inside(&one.intro, |inside| inside.template(&one.template));
                    }
                },
            }
        }
    }

    fn expression(&mut self, expression: &'t Expression<'t>) {
        match expression {
            Expression::Variable(name) => {
                if !self.bound.contains(&name.value) {
                    self.names.push(name.value);
                }
            }
            Expression::StringTemplate(template) | Expression::HeredocTemplate(template) => {
                self.template(template);
            }
            Expression::ForExpr(one) => self.inside(&one.intro, |inside| {
                one.key_expr.iter().for_each(|key| inside.expression(key));
                inside.expression(&one.value_expr);
                one.cond.iter().for_each(|condition| inside.expression(condition));
            }),
            _ => expression.parts(&mut |part| self.expression(part)),
        }
    }

    /// Does `work` with the names bound that go through a collection.
    fn inside(&mut self, intro: &'t ForIntro<'t>, work: impl FnOnce(&mut Self)) {
        self.expression(&intro.collection_expr);
        let before = self.bound.len();
        self.bound.extend(intro.key_var.iter().chain([&intro.value_var]).map(Text::as_str));
        work(self);
        self.bound.truncate(before);
    }
}
