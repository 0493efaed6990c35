//! The configuration that a plan was made from -> what waits for what when the plan is applied. What
//! the plan leaves out (locals, conditions) may wait for anything; whatever waits for it is open. Of
//! `replace_triggered_by` alone it says nothing at all.

use super::configuration::{Call, Configuration, Module};
use super::reads;
use crate::model::Order;
use crate::node::{Kind, Node, steps};
use crate::parse::json::skim;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

/// What the resources of the types in `asked` wait for; `checked` are the addresses of those on which
/// conditions are put.
pub(super) fn order(
    configuration: &Configuration<'_>,
    checked: &HashSet<&str>,
    asked: fn(&str) -> bool,
) -> Order {
    let root = Rc::new(Place { module: &configuration.root, path: String::new(), called: None });
    let mut reader = Reader {
        configuration,
        checked,
        root: Rc::clone(&root),
        nodes: HashMap::new(),
        unread: Vec::new(),
        objects: HashMap::new(),
        providers: HashMap::new(),
        waits: Vec::new(),
        open: HashSet::new(),
        at: 0,
    };
    reader.begin(&root, asked);
    while let Some((at, place, what)) = reader.unread.pop() {
        reader.at = at;
        reader.follow(&place, &what);
        if let Some(waits) = reader.waits.get_mut(at) {
            waits.sort_unstable();
            waits.dedup();
        }
    }
    Order::new(reader.objects, reader.providers, reader.waits).with_open(reader.open)
}

/// A module where it is called.
struct Place<'c, 'a> {
    module: &'c Module<'a>,
    /// `module.a.module.b.`
    path: String,
    /// Its call, and the place of that.
    called: Option<(&'c Call<'a>, Rc<Self>)>,
}

impl Place<'_, '_> {
    /// The module that is called `name` here.
    fn inside(self: &Rc<Self>, name: &str) -> Option<Rc<Self>> {
        let call = self.module.calls.get(name)?;
        let path = format!("{}module.{name}.", self.path);
        Some(Rc::new(Self { module: &call.module, path, called: Some((call, Rc::clone(self))) }))
    }
}

/// What a node of a module is.
#[derive(Clone, PartialEq, Eq, Hash)]
enum What {
    Resource(String),
    Variable(String),
    Output(String),
    /// A configuration of a provider, by its key.
    Provider(String),
    /// How often the module is called, and what all in it waits for.
    Module,
    /// All that stands in the module.
    All,
    /// That, and all its outputs.
    Whole,
}

struct Reader<'c, 'a> {
    configuration: &'c Configuration<'a>,
    checked: &'c HashSet<&'c str>,
    root: Rc<Place<'c, 'a>>,
    /// The number of each node, by the path of its module and what it is.
    nodes: HashMap<(String, What), usize>,
    /// Nodes that were not followed yet.
    unread: Vec<(usize, Rc<Place<'c, 'a>>, What)>,
    objects: HashMap<String, usize>,
    providers: HashMap<usize, Option<String>>,
    waits: Vec<Vec<usize>>,
    open: HashSet<usize>,
    /// The node that is followed just now.
    at: usize,
}

impl<'c, 'a> Reader<'c, 'a> {
    /// Makes nodes of what is asked for in the module and below it, and of the modules that it is in;
    /// says whether there is any.
    fn begin(&mut self, place: &Rc<Place<'c, 'a>>, asked: fn(&str) -> bool) -> bool {
        let mut is_any = false;
        for object in place.module.places.keys() {
            let is_asked = object.rsplit_once('.').is_some_and(|(kind, _)| asked(kind));
            if is_asked || place.module.running.contains(object) {
                self.node(place, What::Resource(object.clone()));
                is_any = true;
            }
        }
        for name in place.module.calls.keys() {
            is_any |= place.inside(name).is_some_and(|inner| self.begin(&inner, asked));
        }
        if is_any && place.called.is_some() {
            self.node(place, What::All);
        }
        is_any
    }

    /// The number of a node.
    fn node(&mut self, place: &Rc<Place<'c, 'a>>, what: What) -> usize {
        let key = (place.path.clone(), what.clone());
        if let Some(at) = self.nodes.get(&key) {
            return *at;
        }
        let at = self.waits.len();
        self.waits.push(Vec::new());
        let path = &place.path;
        match &what {
            What::Resource(object) => {
                self.objects.insert(format!("{path}{object}"), at);
            }
            What::All => {
                self.objects.insert(path.trim_end_matches('.').to_owned(), at);
            }
            _ => {}
        }
        self.nodes.insert(key, at);
        self.unread.push((at, Rc::clone(place), what));
        at
    }

    /// The node that is followed waits for this one too.
    fn wait(&mut self, place: &Rc<Place<'c, 'a>>, what: What) {
        let node = self.node(place, what);
        if let Some(waits) = self.waits.get_mut(self.at) {
            waits.push(node);
        }
    }

    /// The node that is followed waits for who knows what.
    fn leave_open(&mut self) {
        self.open.insert(self.at);
    }

    /// Finds out what a node waits for.
    fn follow(&mut self, place: &Rc<Place<'c, 'a>>, what: &What) {
        match what {
            What::Resource(object) => self.resource(place, object),
            What::Variable(name) => {
                let Some((call, above)) = &place.called else { return };
                if let Some(range) = call.expressions.get(name.as_str()) {
                    self.range(above, range);
                }
            }
            What::Output(name) => {
                if let Some(range) = place.module.outputs.get(name.as_str()) {
                    self.range(place, range);
                }
                self.condition(&format!("{}output.{name}", place.path));
            }
            What::Provider(key) => self.provider(key),
            What::Module => {
                let Some((call, above)) = &place.called else { return };
                for range in &call.settings {
                    self.range(above, range);
                }
                self.wait(above, What::Module);
            }
            What::All => {
                for object in place.module.places.keys() {
                    self.wait(place, What::Resource(object.clone()));
                }
                for inner in place.module.calls.keys().filter_map(|name| place.inside(name)) {
                    self.wait(&inner, What::All);
                }
                if place.module.is_cut {
                    self.leave_open();
                }
            }
            What::Whole => {
                self.wait(place, What::All);
                for name in place.module.outputs.keys() {
                    self.wait(place, What::Output((*name).to_owned()));
                }
            }
        }
    }

    fn resource(&mut self, place: &Rc<Place<'c, 'a>>, object: &str) {
        let range = place.module.places.get(object);
        let Some(node) = range.and_then(|range| self.configuration.node(range)) else {
            return self.leave_open();
        };
        self.all(place, &node);
        self.condition(&format!("{}{object}", place.path));
        self.wait(place, What::Module);
        let key = reads(&node, "provider_config_key").unwrap_or_default();
        if let Ok(provider) = self.configuration.provider(key) {
            self.providers.insert(self.at, provider);
        }
        if !key.is_empty() {
            let root = Rc::clone(&self.root);
            self.wait(&root, What::Provider(key.to_owned()));
        }
    }

    /// A provider configuration, of the root module or of one that has its own.
    fn provider(&mut self, key: &str) {
        let start = self.configuration.providers.get(key).copied();
        let text = self.configuration.text;
        let member = |name: &str| skim::member(text, start?, name).ok()?;
        let Some(expressions) = member("expressions") else {
            // Plans of old versions have a name here for what comes from above.
            if key.contains(':') {
                self.leave_open();
            }
            return;
        };
        let module = member("module_address").and_then(|range| text.get(range)).unwrap_or_default();
        let mut place = Some(Rc::clone(&self.root));
        for name in steps(module.trim_matches('"')).skip(1).step_by(2) {
            place = place.and_then(|place| place.inside(name));
        }
        match place {
            Some(place) => self.range(&place, &expressions),
            None => self.leave_open(),
        }
    }

    /// What a condition refers to, a plan does not say.
    fn condition(&mut self, address: &str) {
        if self.checked.contains(address) {
            self.leave_open();
        }
    }

    /// An expression or a list of names.
    fn range(&mut self, place: &Rc<Place<'c, 'a>>, range: &Range<usize>) {
        match self.configuration.node(range) {
            Some(node) if is_texts(&node) => self.references(place, &node),
            Some(node) => self.all(place, &node),
            None => self.leave_open(),
        }
    }

    /// All that something refers to, and what it says to depend on.
    fn all(&mut self, place: &Rc<Place<'c, 'a>>, node: &Node) {
        if let Some(listed) = node.get("depends_on") {
            self.references(place, &listed.value);
        }
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            match &node.kind {
                Kind::Object(entries, _) => {
                    for entry in entries.iter().filter(|entry| entry.key != "constant_value") {
                        if entry.key == "references" && is_texts(&entry.value) {
                            self.references(place, &entry.value);
                        } else {
                            open.push(&entry.value);
                        }
                    }
                }
                Kind::List(items, _) => open.extend(items),
                _ => {}
            }
        }
    }

    /// A list of references. Each of them is followed by what it begins with.
    fn references(&mut self, place: &Rc<Place<'c, 'a>>, list: &Node) {
        let mut before = "";
        for reference in list.items().unwrap_or_default().iter().filter_map(Node::text) {
            let is_beginning =
                before.strip_prefix(reference).is_some_and(|rest| rest.starts_with(['.', '[']));
            before = reference;
            if !is_beginning {
                self.reference(place, reference);
            }
        }
    }

    fn reference(&mut self, place: &Rc<Place<'c, 'a>>, reference: &str) {
        let mut names = steps(reference).filter(|part| !part.starts_with('['));
        let mut name = || names.next().unwrap_or_default();
        match name() {
            "var" => self.wait(place, What::Variable(name().to_owned())),
            "module" => self.module(place, name(), name()),
            "each" | "count" | "path" | "terraform" | "self" => {}
            "data" => self.wait(place, What::Resource(format!("data.{}.{}", name(), name()))),
            // Locals too: what they come to, a plan does not say.
            kind => match format!("{kind}.{}", name()) {
                object if place.module.places.contains_key(&object) => {
                    self.wait(place, What::Resource(object));
                }
                _ => self.leave_open(),
            },
        }
    }

    /// `module.name.output`; without an output, the whole of it.
    fn module(&mut self, place: &Rc<Place<'c, 'a>>, name: &str, output: &str) {
        let Some(inner) = place.inside(name) else { return self.leave_open() };
        if inner.module.outputs.contains_key(output) {
            self.wait(&inner, What::Output(output.to_owned()));
        } else {
            self.wait(&inner, What::Whole);
        }
        self.wait(&inner, What::Module);
    }
}

fn is_texts(list: &Node) -> bool {
    list.items().is_some_and(|items| items.iter().all(|item| item.text().is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    const CONFIGURATION: &str = r#"{
        "provider_config": {
            "x": {"name": "x", "expressions": {"key": {"references": ["x_key.k.id", "x_key.k"]}}},
            "x.plain": {"name": "x", "alias": "plain"},
            "module.m:x": {"name": "x", "module_address": "module.m"}},
        "root_module": {"resources": [RESOURCES
                {"mode": "managed", "type": "x_size", "name": "s", "provider_config_key": "x.plain"}, {"mode": "managed", "type": "x_key", "name": "k", "provider_config_key": "x.plain"}, {"mode": "managed", "type": "x_policy", "name": "p", "provider_config_key": "x.plain"}],
            "module_calls": {
                "m": {"count_expression": {"references": ["x_size.s.n", "x_size.s"]},
                      "expressions": {"in": {"references": ["x_policy.p.id", "x_policy.p"]}},
                      "module": {
                        "outputs": {"out": {"expression": {"references": ["x_inner.i.id", "x_inner.i"]}},
                                    "same": {"expression": {"references": ["var.in"]}},
                                    "no": {"expression": {"constant_value": 1}, "depends_on": ["x_last.l"]}},
                        "resources": [
                            {"mode": "managed", "type": "x_inner", "name": "i", "provider_config_key": "x.plain"},
                            {"mode": "managed", "type": "x_last", "name": "l", "provider_config_key": "x.plain", "expressions": {"b": [{"c": {"references": ["var.in"]}}]}},
                            {"mode": "managed", "type": "x_policy", "name": "q", "provider_config_key": "module.m:x"}]}}}}}"#;
    const PLAIN: &str = r#""provider_config_key": "x.plain""#;
    /// Which of the policy, the key and the policy in the module `x_gateway.g` waits for.
    fn waits(of: &str, checked: &[&str]) -> Option<Vec<&'static str>> {
        let gateway = r#"{"mode": "managed", "type": "x_gateway", "name": "g", "#;
        let more = format!("{gateway}{of}}},");
        let text = CONFIGURATION.replace("RESOURCES", &more);
        let read = Configuration::read(SourceId(0), &text, 0, |_| false).unwrap();
        let asked = |kind: &str| matches!(kind, "x_gateway" | "x_policy" | "x_key");
        let order = order(&read, &checked.iter().copied().collect(), asked);
        let all = ["x_policy.p", "x_key.k", "module.m[0].x_policy.q"];
        let found = order.waits_for(&all.map(|other| ("x_gateway.g", other)));
        let waiting = all.into_iter().zip(found).filter(|(_, waits)| *waits != Some(false));
        waiting.map(|(other, waits)| waits.map(|_| other)).collect()
    }

    fn plain(of: &str) -> Option<Vec<&'static str>> {
        waits(&format!("{PLAIN}, {of}"), &[])
    }

    fn refers(to: &str) -> Option<Vec<&'static str>> {
        plain(&format!(r#""expressions": {{"a": {{"references": [{to}]}}}}"#))
    }

    #[test]
    fn it_waits_through_arguments_conditions_modules_and_providers() {
        let (none, policy) = (Some(vec![]), Some(vec!["x_policy.p"]));
        let constant =
            r#""expressions": {"a": {"constant_value": {"references": ["x_policy.p"]}}}"#;
        assert_eq!(plain(constant), none);
        assert_eq!(plain(r#""depends_on": ["x_policy.p"]"#), policy);
        assert_eq!(plain(r#""count_expression": {"references": ["x_policy.p[0].id"]}"#), policy);
        assert_eq!(refers(r#""each.key", "path.module", "x_size.s.n", "x_size.s""#), none);
        // An output waits for what it comes from, and not for all of its module.
        assert_eq!(refers(r#""module.m[0].out", "module.m[0]""#), none);
        assert_eq!(refers(r#""module.m.same", "module.m""#), policy);
        assert_eq!(refers(r#""module.m.no", "module.m""#), policy);
        assert_eq!(waits(r#""provider_config_key": "x""#, &[]), Some(vec!["x_key.k"]));
    }

    #[test]
    fn what_a_plan_does_not_say_is_open() {
        assert_eq!(refers(r#""local.x""#), None);
        assert_eq!(refers(r#""x_missing.m.id", "x_missing.m""#), None);
        assert_eq!(refers(r#""data.x_missing.m""#), None);
        assert_eq!(refers(r#""module.missing.out", "module.missing""#), None);
        // The whole of a module holds something whose provider configuration nobody knows.
        assert_eq!(refers(r#""module.m.out", "module.m", "module.m""#), None);
        assert_eq!(plain(r#""depends_on": ["module.m"]"#), None);
        assert_eq!(waits(PLAIN, &["x_gateway.g"]), None);
        assert_eq!(waits(PLAIN, &["x_policy.p", "module.m.output.out"]), Some(vec![]));
        let output = r#""depends_on": [], "expressions": {"a": {"references": ["module.m.out", "module.m"]}}"#;
        assert_eq!(waits(&format!("{PLAIN}, {output}"), &["module.m.output.out"]), None);
    }
}
