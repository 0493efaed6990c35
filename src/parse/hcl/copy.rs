//! hcl-edit's tree -> ours.

use crate::parse::tree::{
    Arena, Attribute, BinaryOp, Block, Body, Conditional, Directive, Element, Expression, Extent,
    ForDirective, ForExpr, ForIntro, FuncCall, IfDirective, Interpolation, Member, ObjectKey,
    Placed, Structure, Template, Text, Traversal, TraversalOperator, UnaryOp,
};
use hcl_edit::structure::BlockLabel;
use hcl_edit::{Decorated, Ident, Span, expr, structure, template};

/// Copies trees into an arena.
#[derive(Clone, Copy)]
pub(super) struct Copier<'t>(pub(super) &'t Arena);

impl<'t> Copier<'t> {
    /// A file or what stands between the braces of a block.
    pub(super) fn body(self, from: &structure::Body) -> Body<'t> {
        // Its own iterators are boxed.
        let all = (0..from.len()).filter_map(|at| from.get(at));
        Body(self.list(from.len(), all.map(|one| self.structure(one))))
    }

    /// What `all` gives, side by side; `len` has to be how many that are.
    fn list<T: Copy>(self, len: usize, mut all: impl Iterator<Item = T>) -> &'t [T] {
        let next = |_| all.next().expect("there are as many as it says");
        self.0.alloc_slice_fill_with(len, next)
    }

    fn structure(self, from: &structure::Structure) -> Structure<'t> {
        match from {
            structure::Structure::Attribute(from) => Structure::Attribute(Attribute {
                key: self.name(&from.key),
                value: self.expression(&from.value),
            }),
            structure::Structure::Block(from) => Structure::Block(Block {
                ident: self.name(&from.ident),
                labels: self.list(from.labels.len(), from.labels.iter().map(|one| self.label(one))),
                body: self.body(&from.body),
                extent: extent(from),
            }),
        }
    }

    fn text(self, text: &str, from: &impl Span) -> Text<'t> {
        Placed { value: self.0.alloc_str(text), extent: extent(from) }
    }

    fn label(self, from: &BlockLabel) -> Text<'t> {
        self.text(from.as_str(), from)
    }

    fn name(self, from: &Decorated<Ident>) -> Text<'t> {
        self.text(from.as_str(), from)
    }

    /// Something that is kept apart from what it is a part of.
    fn apart<T: Copy>(self, value: T, extent: Extent) -> &'t Placed<T> {
        self.0.alloc(Placed { value, extent })
    }

    /// The `len` expressions that `get` tells. Iterators over them are boxed.
    fn expressions<'f>(
        self,
        len: usize,
        get: impl Fn(usize) -> Option<&'f expr::Expression>,
    ) -> &'t [Expression<'t>] {
        self.list(len, (0..len).filter_map(get).map(|one| self.expression(one)))
    }

    /// An expression with all that it is made of.
    pub(super) fn expression(self, from: &expr::Expression) -> Expression<'t> {
        let extent = extent(from);
        match from {
            expr::Expression::Null(_) => Expression::Null(extent),
            expr::Expression::Bool(one) => Expression::Bool(Placed { value: *one.value(), extent }),
            expr::Expression::Number(_) => Expression::Number(extent),
            expr::Expression::String(text) => Expression::String(self.text(text.as_str(), from)),
            expr::Expression::Array(items) => {
                let value = self.expressions(items.len(), |at| items.get(at));
                Expression::Array(Placed { value, extent })
            }
            expr::Expression::Object(members) => {
                let all = members.iter().map(|(key, value)| self.member(key, value));
                Expression::Object(Placed { value: self.list(members.len(), all), extent })
            }
            expr::Expression::StringTemplate(template) => {
                let value = self.template(template);
                Expression::StringTemplate(Placed { value, extent })
            }
            expr::Expression::HeredocTemplate(heredoc) => {
                let value = self.template(&heredoc.template);
                Expression::HeredocTemplate(Placed { value, extent })
            }
            expr::Expression::Parenthesis(inner) => {
                Expression::Parenthesis(self.apart(self.expression(inner.inner()), extent))
            }
            expr::Expression::Variable(name) => {
                Expression::Variable(self.text(name.as_str(), from))
            }
            expr::Expression::Conditional(one) => {
                Expression::Conditional(self.apart(self.conditional(one), extent))
            }
            expr::Expression::FuncCall(call) => {
                Expression::FuncCall(self.apart(self.call(call), extent))
            }
            expr::Expression::Traversal(one) => {
                Expression::Traversal(self.apart(self.traversal(one), extent))
            }
            expr::Expression::UnaryOp(one) => {
                let (operator, expr) = (*one.operator.value(), self.expression(&one.expr));
                Expression::UnaryOp(self.apart(UnaryOp { operator, expr }, extent))
            }
            expr::Expression::BinaryOp(one) => {
                Expression::BinaryOp(self.apart(self.operation(one), extent))
            }
            expr::Expression::ForExpr(one) => {
                Expression::ForExpr(self.apart(self.for_expression(one), extent))
            }
        }
    }

    fn conditional(self, from: &expr::Conditional) -> Conditional<'t> {
        Conditional {
            cond_expr: self.expression(&from.cond_expr),
            true_expr: self.expression(&from.true_expr),
            false_expr: self.expression(&from.false_expr),
        }
    }

    fn call(self, from: &expr::FuncCall) -> FuncCall<'t> {
        let namespace = &from.name.namespace;
        FuncCall {
            namespace: self.list(namespace.len(), namespace.iter().map(|part| self.name(part))),
            name: self.name(&from.name.name),
            args: self.expressions(from.args.len(), |at| from.args.get(at)),
            expand_final: from.args.expand_final(),
        }
    }

    fn traversal(self, from: &expr::Traversal) -> Traversal<'t> {
        let operators = from.operators.iter().map(|one| self.operator(one.value()));
        Traversal {
            expr: self.expression(&from.expr),
            operators: self.list(from.operators.len(), operators),
        }
    }

    fn operation(self, from: &expr::BinaryOp) -> BinaryOp<'t> {
        BinaryOp {
            lhs_expr: self.expression(&from.lhs_expr),
            operator: *from.operator.value(),
            rhs_expr: self.expression(&from.rhs_expr),
        }
    }

    fn member(self, key: &expr::ObjectKey, value: &expr::ObjectValue) -> Member<'t> {
        let key = match key {
            expr::ObjectKey::Ident(from) => ObjectKey::Ident(self.name(from)),
            expr::ObjectKey::Expression(from) => ObjectKey::Expression(self.expression(from)),
        };
        (key, self.expression(value.expr()))
    }

    fn operator(self, from: &expr::TraversalOperator) -> TraversalOperator<'t> {
        match from {
            expr::TraversalOperator::AttrSplat(_) => TraversalOperator::AttrSplat,
            expr::TraversalOperator::FullSplat(_) => TraversalOperator::FullSplat,
            expr::TraversalOperator::GetAttr(name) => TraversalOperator::GetAttr(self.name(name)),
            expr::TraversalOperator::Index(index) => {
                TraversalOperator::Index(self.expression(index))
            }
            expr::TraversalOperator::LegacyIndex(index) => {
                TraversalOperator::LegacyIndex(*index.value())
            }
        }
    }

    fn for_expression(self, from: &expr::ForExpr) -> ForExpr<'t> {
        let intro = &from.intro;
        let cond = from.cond.as_ref();
        ForExpr {
            intro: self.intro(intro.key_var.as_ref(), &intro.value_var, &intro.collection_expr),
            key_expr: from.key_expr.as_ref().map(|key| self.expression(key)),
            value_expr: self.expression(&from.value_expr),
            grouping: from.grouping,
            cond: cond.map(|cond| self.expression(&cond.expr)),
        }
    }

    fn intro(
        self,
        key: Option<&Decorated<Ident>>,
        value: &Decorated<Ident>,
        collection: &expr::Expression,
    ) -> ForIntro<'t> {
        ForIntro {
            key_var: key.map(|key| self.name(key)),
            value_var: self.name(value),
            collection_expr: self.expression(collection),
        }
    }

    /// A template with all that it is made of.
    pub(super) fn template(self, from: &template::Template) -> Template<'t> {
        let all = (0..from.len()).filter_map(|at| from.get(at));
        Template(self.list(from.len(), all.map(|one| self.element(one))))
    }

    fn element(self, from: &template::Element) -> Element<'t> {
        match from {
            template::Element::Literal(text) => Element::Literal(self.text(text.as_str(), from)),
            template::Element::Interpolation(one) => {
                let (expr, strip) = (self.expression(&one.expr), one.strip);
                Element::Interpolation(Interpolation { expr, strip })
            }
            template::Element::Directive(one) => {
                Element::Directive(self.0.alloc(self.directive(one)))
            }
        }
    }

    fn directive(self, from: &template::Directive) -> Directive<'t> {
        match from {
            template::Directive::If(one) => {
                let other = one.else_expr.as_ref();
                Directive::If(IfDirective {
                    cond_expr: self.expression(&one.if_expr.cond_expr),
                    strip: one.if_expr.strip,
                    template: self.template(&one.if_expr.template),
                    otherwise: other.map(|other| (other.strip, self.template(&other.template))),
                    end_strip: one.endif_expr.strip,
                })
            }
            template::Directive::For(one) => {
                let each = &one.for_expr;
                Directive::For(ForDirective {
                    intro: self.intro(
                        each.key_var.as_ref(),
                        &each.value_var,
                        &each.collection_expr,
                    ),
                    strip: each.strip,
                    template: self.template(&each.template),
                    end_strip: one.endfor_expr.strip,
                })
            }
        }
    }
}

fn extent(from: &impl Span) -> Extent {
    Extent::new(&from.span().unwrap_or_default())
}
