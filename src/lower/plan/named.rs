//! What an argument names whose value a plan does not know yet, by the expression that the plan repeats.
//!
//! A plan does not say what is made of a reference on the way to a value. Of the plain id of a VPC resource
//! nothing else is made: whatever refers to `x.id` and to nothing else names `x`.

use super::configuration::{Configuration, DEEPEST, module_of};
use crate::catalog::{What, what_is};
use crate::node::{Kind, Node, Reference, Seen, Unknown, steps};
use foldhash::HashSet;

/// A module call on the way to a module, with the index of its instance: `a`, `[0]`.
type Call = (String, String);

/// What an expression names, and the names that were followed already, each in the module that it stands
/// in: many ways may lead to one output.
#[derive(Default)]
struct Found {
    things: Vec<Reference>,
    names: HashSet<(Vec<Call>, String)>,
}

impl Configuration<'_> {
    /// The things of which an expression of the resource at `address` names the ids, if it names nothing
    /// else.
    pub(super) fn things(&self, address: &str, expression: &Node) -> Option<Vec<Reference>> {
        let mut module: Vec<Call> = Vec::new();
        for step in steps(&module_of(address)) {
            match module.last_mut() {
                Some((_, index)) if step.starts_with('[') => step.clone_into(index),
                _ if step == "module" => {}
                _ => module.push((step.to_owned(), String::new())),
            }
        }
        let mut found = Found::default();
        self.add(&module, expression, DEEPEST, &mut found)?;
        (!found.things.is_empty()).then_some(found.things)
    }

    fn add(
        &self,
        module: &[Call],
        expression: &Node,
        left: usize,
        found: &mut Found,
    ) -> Option<()> {
        let left = left.checked_sub(1)?;
        let all = expression.get("references")?.value.items()?;
        let all: Vec<&str> = all.iter().map(Node::text).collect::<Option<_>>()?;
        let is_key = |text: &&str| matches!(*text, "each.key" | "count.index");
        let (keys, things): (Vec<&str>, Vec<&str>) = heads(&all).into_iter().partition(is_key);
        match things.as_slice() {
            // One of the instances: which, a plan does not say.
            [only] if !keys.is_empty() => found.push(self.thing(module, only, true)?),
            things if keys.is_empty() => {
                for text in things {
                    let name = (module.to_vec(), (*text).to_owned());
                    if !found.names.contains(&name) {
                        self.one(module, text, left, found)?;
                        found.names.insert(name);
                    }
                }
            }
            _ => return None,
        }
        Some(())
    }

    fn one(&self, module: &[Call], text: &str, left: usize, found: &mut Found) -> Option<()> {
        let parts: Vec<&str> = steps(text).collect();
        match parts.as_slice() {
            ["var", name] => {
                let ((last, _), above) = module.split_last()?;
                let call = self.at(&names(above))?.calls.get(last.as_str())?;
                self.add(above, &self.node(call.expressions.get(*name)?)?, left, found)
            }
            ["module", name, rest @ ..] => {
                let call = self.at(&names(module))?.calls.get(*name)?;
                let (index, output) = match rest {
                    [output] if !call.is_repeated => ("", output),
                    [index, output] if index.starts_with('[') => (*index, output),
                    _ => return None,
                };
                let mut inner = module.to_vec();
                inner.push(((*name).to_owned(), index.to_owned()));
                let output = self.node(call.module.outputs.get(*output)?)?;
                self.add(&inner, &output.get("expression")?.value, left, found)
            }
            _ => {
                found.push(self.thing(module, text, false)?);
                Some(())
            }
        }
    }

    /// The thing of which `text` is the id; one of several of them, where that hangs on a key.
    fn thing(&self, module: &[Call], text: &str, keyed: bool) -> Option<Reference> {
        let parts: Vec<&str> = steps(text).collect();
        let (data, parts) = match parts.as_slice() {
            ["data", rest @ ..] => (true, rest),
            all => (false, all),
        };
        let [kind, name, rest @ ..] = parts else { return None };
        let rest = match rest {
            [] if keyed => "[each.key].id".to_owned(),
            ["id"] if !keyed => ".id".to_owned(),
            [index, "id"] if !keyed && index.starts_with('[') => format!("{index}.id"),
            _ => return None,
        };
        let type_name = format!("{}{kind}", if data { "data." } else { "" });
        let is_declared =
            self.at(&names(module))?.places.contains_key(&format!("{type_name}.{name}"));
        let is_plain = matches!(
            what_is(&type_name, "id"),
            Some(What::VpcId | What::SubnetId | What::SecurityGroupId | What::GatewayId)
        );
        let prefix = module.iter().map(|(name, index)| format!("module.{name}{index}."));
        (is_declared && is_plain).then(|| Reference {
            module: prefix.collect(),
            data,
            kind: (*kind).into(),
            name: (*name).into(),
            rest: rest.into(),
            length: 0,
        })
    }
}

impl Found {
    fn push(&mut self, one: Reference) {
        if !self.things.contains(&one) {
            self.things.push(one);
        }
    }
}

fn names(module: &[Call]) -> Vec<&str> {
    module.iter().map(|(name, _)| name.as_str()).collect()
}

/// The references without those that another begins with, which follow it.
fn heads<'a>(all: &[&'a str]) -> Vec<&'a str> {
    let mut found: Vec<&str> = Vec::new();
    for text in all {
        let is_beginning = found
            .last()
            .and_then(|last| last.strip_prefix(text))
            .is_some_and(|rest| rest.starts_with(['.', '[']));
        if !is_beginning && !found.contains(text) {
            found.push(text);
        }
    }
    found
}

/// Says of what is not known in `node` what it names; the elements of a list, where it `is_list`.
pub(super) fn give(node: &mut Node, named: &[Reference], is_list: bool) {
    let unknown = |reference: &Reference, why: &Unknown| {
        let reference = Some(reference.clone());
        Kind::unknown(Unknown { reference, null: false, ..why.clone() })
    };
    match &mut node.kind {
        Kind::Unknown(why) if is_list => {
            let why = (**why).clone();
            let items = named.iter().map(|one| Node::new(unknown(one, &why), node.span));
            node.kind = Kind::List(items.collect(), Seen::Whole);
        }
        Kind::Unknown(why) => {
            if let [only] = named {
                node.kind = unknown(only, why);
            }
        }
        Kind::List(items, _) => {
            let is_later = |item: &&mut Node| matches!(item.kind, Kind::Unknown(_));
            let mut later: Vec<&mut Node> = items.iter_mut().filter(is_later).collect();
            if later.len() == named.len() {
                for (item, one) in later.iter_mut().zip(named) {
                    give(item, std::slice::from_ref(one), false);
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::json::part;
    use crate::source::SourceId;

    const CONFIGURATION: &str = r#"{"root_module": {
        "resources": [
            {"mode": "managed", "type": "ibm_is_security_group", "name": "a"},
            {"mode": "managed", "type": "ibm_is_security_group", "name": "b"},
            {"mode": "managed", "type": "ibm_is_subnet_reserved_ip", "name": "r"},
            {"mode": "data", "type": "ibm_is_security_group", "name": "d"}],
        "module_calls": {
            "in": {"expressions": {"group": {"references": ["module.many[0].id", "module.many[0]", "module.many"]}},
                   "module": {}},
            "once": {"module": {"outputs": {"id": {"expression": {"references": ["ibm_is_vpc.v.id", "ibm_is_vpc.v"]}}},
                     "resources": [{"mode": "managed", "type": "ibm_is_vpc", "name": "v"}]}},
            "many": {"count_expression": {"constant_value": 2},
                     "module": {"outputs": {"id": {"expression": {"references": ["ibm_is_vpc.v[\"x\"].id", "ibm_is_vpc.v[\"x\"]", "ibm_is_vpc.v"]}}},
                     "resources": [{"mode": "managed", "type": "ibm_is_vpc", "name": "v"}]}}}}}"#;

    fn named(address: &str, references: &str) -> Option<Vec<String>> {
        let read = Configuration::read(SourceId(0), CONFIGURATION, 0, |_| false).unwrap();
        let text = format!(r#"{{"references": [{references}]}}"#);
        let found = read.things(address, &part(SourceId(0), &text, 0..text.len()).unwrap())?;
        Some(found.iter().map(|one| format!("{}{}", one.object(), one.rest)).collect())
    }

    #[test]
    fn an_expression_names_what_its_references_are_the_ids_of() {
        let a = r#""ibm_is_security_group.a.id", "ibm_is_security_group.a""#;
        let b = r#""ibm_is_security_group.b[1].id", "ibm_is_security_group.b[1]", "ibm_is_security_group.b""#;
        for (address, references, found) in [
            ("x.y", a.to_owned(), &["ibm_is_security_group.a.id"][..]),
            ("x.y", format!("{a}, {a}"), &["ibm_is_security_group.a.id"]),
            (
                "x.y",
                format!("{a}, {b}"),
                &["ibm_is_security_group.a.id", "ibm_is_security_group.b[1].id"],
            ),
            (
                "x.y",
                r#""data.ibm_is_security_group.d.id", "data.ibm_is_security_group.d""#.to_owned(),
                &["data.ibm_is_security_group.d.id"],
            ),
            (
                "x.y[0]",
                r#""ibm_is_security_group.a", "count.index""#.to_owned(),
                &["ibm_is_security_group.a[each.key].id"],
            ),
            (
                "x.y",
                r#""module.once.id", "module.once""#.to_owned(),
                &["module.once.ibm_is_vpc.v.id"],
            ),
            (
                "module.in.x.y",
                r#""var.group""#.to_owned(),
                &["module.many[0].ibm_is_vpc.v[\"x\"].id"],
            ),
        ] {
            assert_eq!(named(address, &references).unwrap(), found, "{references}");
        }
    }

    /// Modules in each other, each with two outputs that both refer to both of the next one.
    #[test]
    fn many_ways_to_one_output_are_gone_once() {
        let id = r#"{"expression": {"references": ["ibm_is_vpc.v.id", "ibm_is_vpc.v"]}}"#;
        let mut module = format!(
            r#"{{"outputs": {{"a": {id}, "b": {id}}},
                "resources": [{{"mode": "managed", "type": "ibm_is_vpc", "name": "v"}}]}}"#
        );
        for _ in 0..24 {
            let both = r#"{"expression": {"references": ["module.m.a", "module.m", "module.m.b", "module.m"]}}"#;
            module = format!(
                r#"{{"outputs": {{"a": {both}, "b": {both}}}, "module_calls": {{"m": {{"module": {module}}}}}}}"#
            );
        }
        let text = format!(r#"{{"root_module": {module}}}"#);
        let read = Configuration::read(SourceId(0), &text, 0, |_| false).unwrap();
        let text = r#"{"references": ["module.m.a", "module.m", "module.m.b", "module.m"]}"#;
        let found = read.things("x.y", &part(SourceId(0), text, 0..text.len()).unwrap()).unwrap();
        assert_eq!(found.len(), 1);
        assert!(found[0].object().ends_with("module.m.ibm_is_vpc.v"));
    }

    #[test]
    fn what_may_be_made_of_something_else_names_nothing() {
        let a = r#""ibm_is_security_group.a.id", "ibm_is_security_group.a""#;
        for references in [
            String::new(),
            format!(r#"{a}, "var.x""#),
            format!(r#"{a}, "local.x""#),
            format!(r#"{a}, "each.key""#),
            format!(r#"{a}, "each.value""#),
            r#""ibm_is_security_group.a""#.to_owned(),
            r#""ibm_is_security_group.a.name", "ibm_is_security_group.a""#.to_owned(),
            // It holds the subnet, too.
            r#""ibm_is_subnet_reserved_ip.r.id", "ibm_is_subnet_reserved_ip.r""#.to_owned(),
            r#""ibm_is_security_group.missing.id""#.to_owned(),
            // Which of several is not known.
            r#""module.many.id", "module.many""#.to_owned(),
            r#""module.many""#.to_owned(),
        ] {
            assert_eq!(named("x.y", &references), None, "{references}");
        }
    }
}
