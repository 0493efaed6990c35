//! Module calls: where they lead, the instances of what is called, and what reads their outputs.

use super::Instances;
use super::choices;
use super::expand::{self, Instance};
use super::expression::{evaluate, walk};
use super::files::clean;
use super::folder::{Block, Declarations};
use super::names::bare;
use super::scope::Scope;
use crate::node::{Entry, Form, Kind, Node, Seen, Unknown};
use crate::parse::tree::{Expression, ObjectKey, TraversalOperator};
use crate::source::{SourceId, Span};
use foldhash::HashMap;
use smol_str::format_smolstr;
use std::cell::RefCell;
use std::rc::{Rc, Weak};

/// What the default provider configuration is called where it is passed.
const DEFAULT: &str = "ibm";
/// Modules that call each other may go so deep.
const DEEPEST: usize = 40;

/// Who calls a module.
pub(super) struct Caller<'a> {
    /// The module that the call stands in.
    pub(super) scope: Weak<Scope<'a>>,
    /// The call.
    pub(super) call: Block<'a>,
    /// What `count` and `each` stand for in it.
    bindings: Vec<(String, Node)>,
    /// How many modules stand above.
    depth: usize,
}

impl<'a> Caller<'a> {
    /// The scope that the call stands in.
    pub(super) fn above(&self) -> Rc<Scope<'a>> {
        self.scope.upgrade().expect("a module lives as long as what it calls is asked for")
    }

    /// What an argument of the call is worth.
    pub(super) fn evaluate(&self, source: SourceId, expression: &Expression<'_>) -> Node {
        self.there(|above| evaluate(above, source, expression))
    }

    /// Does `work` where the call stands, with `count` and `each` bound as they are for this module.
    pub(super) fn there<T>(&self, work: impl FnOnce(&Scope<'a>) -> T) -> T {
        let above = self.above();
        above.apart(self.bindings.iter().cloned(), || work(&above))
    }
}

/// The modules that a module calls, as far as they were asked for.
#[derive(Default)]
pub(super) struct Calls<'a> {
    asked: RefCell<HashMap<&'a str, Asked<'a>>>,
}

enum Asked<'a> {
    /// How many there are is being worked out.
    Open,
    Done(Option<Rc<Called<'a>>>),
}

/// What a module call comes to.
pub(super) struct Called<'a> {
    repeats: Repeats,
    /// Its instances, or one that stands for all.
    pub(super) instances: Vec<Inner<'a>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Repeats {
    Once,
    Count,
    Each,
}

/// One instance of a module that is called.
pub(super) struct Inner<'a> {
    /// Its index, if it is just this one.
    key: Option<Node>,
    /// How many there are of its kind.
    pub(super) instances: Instances,
    /// How many it stands for, where that is more than one.
    pub(super) gathered: Option<usize>,
    pub(super) scope: Rc<Scope<'a>>,
}

impl<'a> Scope<'a> {
    /// What the module call `name` comes to; `None` where the module cannot be looked into.
    pub(super) fn called(&self, name: &str) -> Option<Rc<Called<'a>>> {
        let (name, block) = self.declares.call(name)?;
        match self.calls.asked.borrow().get(name) {
            Some(Asked::Done(called)) => return called.clone(),
            Some(Asked::Open) => return None,
            None => {}
        }
        self.calls.asked.borrow_mut().insert(name, Asked::Open);
        let called = self.call(name, block).map(Rc::new);
        self.calls.asked.borrow_mut().insert(name, Asked::Done(called.clone()));
        called
    }

    fn call(&self, name: &'a str, block: &Block<'a>) -> Option<Called<'a>> {
        let folder = self.leads_to(name)?;
        let depth = self.caller.as_ref().map_or(0, |caller| caller.depth) + 1;
        if depth > DEEPEST || self.is_below(folder.key) {
            return None;
        }
        let repeats = match (block.argument("count"), block.argument("for_each")) {
            (Some(_), _) => Repeats::Count,
            (None, Some(_)) => Repeats::Each,
            (None, None) => Repeats::Once,
        };
        let instances = self.apart([], || expand::instances(self, block));
        let path = self.path_of(block, folder);
        let mut inner = Vec::with_capacity(instances.len());
        for Instance { index, key, instances, bindings, gathered } in instances {
            if let Err(why) = self.root.budget.call() {
                self.root.budget.hit(block.header(), why);
                return None;
            }
            let scope = Weak::clone(&self.me);
            let caller = Caller { scope, call: block.clone(), bindings, depth };
            if repeats != Repeats::Once && key.is_none() {
                let call = format!("{}module.{name}", self.prefix);
                self.root.unnumbered.borrow_mut().insert(call);
            }
            let prefix = format_smolstr!("{}module.{name}{index}.", self.prefix);
            let scope = Scope::new(self.root, folder, Some(caller), prefix, path.clone());
            inner.push(Inner { key, instances, gathered, scope });
        }
        Some(Called { repeats, instances: inner })
    }

    /// The folder that the module call `name` leads to.
    fn leads_to(&self, name: &str) -> Option<&'a Declarations<'a>> {
        // Hardly anything is ever downloaded, and it is asked for often.
        let all = Some(&self.root.inputs.downloaded).filter(|all| !all.is_empty());
        let downloaded = all.and_then(|all| all.get(&self.names_to(name)));
        let key = downloaded.or_else(|| self.declares.folder.leads.get(name))?;
        self.root.program?.folder(key)
    }

    /// Whether what the module call `name` leads to may hold something that is wanted; what cannot be
    /// looked into may.
    pub(super) fn may_hold(&self, name: &str) -> bool {
        let folder = self.leads_to(name);
        let holds = |key: &str| self.root.program.is_some_and(|program| program.holds(key));
        folder.is_none_or(|folder| holds(folder.key))
    }

    /// The same for what stands beside it; what cannot be looked into shows nothing.
    pub(super) fn may_hold_beside(&self, name: &str) -> bool {
        let holds = |key: &str| self.root.program.is_some_and(|program| program.holds_beside(key));
        self.leads_to(name).is_some_and(|folder| holds(folder.key))
    }

    /// The module call to look at instead of a text that only says what is known of the module.
    pub(super) fn stand_in(&self) -> Option<Span> {
        let caller = self.caller.as_ref().filter(|_| self.declares.folder.is_model)?;
        Some(caller.above().stand_in().unwrap_or_else(|| caller.call.header()))
    }

    /// The headers of the module calls that lead to it, the nearest first.
    pub(super) fn called_by(&self) -> Vec<Span> {
        let Some(caller) = &self.caller else { return Vec::new() };
        let mut headers = vec![caller.call.header()];
        headers.extend(caller.above().called_by());
        headers
    }

    /// The names of the calls that lead to the module that is called `name` here: `a.b`.
    fn names_to(&self, name: &str) -> String {
        match &self.caller {
            Some(caller) => format!("{}.{name}", caller.above().names_to(caller.call.label(0))),
            None => name.to_owned(),
        }
    }

    /// Whether it, or a module that calls it, is the one of that key.
    fn is_below(&self, key: &str) -> bool {
        let is_above = |caller: &Caller<'a>| caller.above().is_below(key);
        self.declares.key == key || self.caller.as_ref().is_some_and(is_above)
    }

    /// The way from the root module's folder to what the call leads to.
    fn path_of(&self, block: &Block<'a>, folder: &Declarations<'a>) -> Option<String> {
        let source = block.argument("source").and_then(|(_, source)| source.as_str());
        match source {
            Some(source) if is_local(source) => {
                Some(clean(&format!("{}/{source}", self.path.as_ref()?)))
            }
            // What was downloaded lies below the root module.
            _ if !folder.folder.is_model => {
                let key = folder.key;
                match self.root_key().as_str() {
                    "." => Some(key.to_owned()),
                    root => key.strip_prefix(root)?.strip_prefix('/').map(str::to_owned),
                }
            }
            _ => None,
        }
    }

    /// The key of the root module's folder.
    fn root_key(&self) -> String {
        let above = self.caller.as_ref().map(|caller| caller.above().root_key());
        above.unwrap_or_else(|| self.declares.key.to_owned())
    }

    /// The provider configurations that this module is passed: what it calls each, and what the root module
    /// does.
    pub(super) fn passed_providers(&self) -> Vec<(String, String)> {
        let Some(caller) = &self.caller else { return Vec::new() };
        let root = |name: &str| caller.above().provider(Some(name));
        let named = |name: String| root(&name).unwrap_or_else(|| DEFAULT.to_owned());
        passed(caller).into_iter().map(|(local, name)| (local, named(name))).collect()
    }

    /// The provider configuration that `local` is here, as the root module calls it; `None` for the
    /// default one.
    pub(super) fn provider(&self, local: Option<&str>) -> Option<String> {
        let local = local.filter(|name| *name != DEFAULT);
        let Some(caller) = &self.caller else { return local.map(str::to_owned) };
        let wanted = local.unwrap_or(DEFAULT);
        let passed = passed(caller).into_iter().find(|(name, _)| name == wanted);
        if let Some((_, passed)) = passed {
            return caller.above().provider(Some(&passed));
        }
        // A block that sets nothing only says that one is to be passed.
        let is_own = |(name, block): &(String, Block<'_>)| {
            name == wanted && block.sets_more_than(&["alias", "version"])
        };
        if local.is_none() && !self.declares.providers.iter().any(is_own) {
            return caller.above().provider(None);
        }
        // One that the module configures itself.
        Some(format!("{}{wanted}", self.prefix))
    }
}

/// What the call of a module passes as `providers`: what the module calls each, and what its caller does.
fn passed(caller: &Caller<'_>) -> Vec<(String, String)> {
    let Some((source, passed)) = caller.call.argument("providers") else { return Vec::new() };
    let above = caller.above();
    let bare = |one: &Expression<'_>| bare(above.sources, (source, one));
    let written = |key: &ObjectKey<'_>| match key {
        ObjectKey::Ident(name) => name.to_string(),
        ObjectKey::Expression(key) => bare(key),
    };
    let members = passed.as_object().unwrap_or_default().iter();
    members.map(|(key, value)| (written(key), bare(value))).collect()
}

/// Whether the source of a module is a folder beside the one that calls it.
pub fn is_local(source: &str) -> bool {
    source.starts_with("./") || source.starts_with("../")
}

/// What `module.name` and what follows it is worth; `None` where the module cannot be looked into.
pub(super) fn refer(
    scope: &Scope<'_>,
    source: SourceId,
    name: &str,
    rest: &[TraversalOperator<'_>],
    span: Span,
) -> Option<Node> {
    let called = scope.called(name)?;
    let mut operators = rest.iter();
    let first = operators.next();
    let output = |operator: Option<&TraversalOperator<'_>>| match operator {
        Some(TraversalOperator::GetAttr(name)) => Some(name.as_str().to_owned()),
        _ => None,
    };
    let (value, used) = match (called.repeats, first) {
        (Repeats::Once, first) => {
            let name = output(first);
            (called.instances.first()?.read(name.as_deref(), span), usize::from(name.is_some()))
        }
        (_, Some(TraversalOperator::AttrSplat | TraversalOperator::FullSplat) | None) => {
            (called.all(span), 0)
        }
        (_, Some(operator)) => {
            let key = match operator {
                TraversalOperator::Index(key) => evaluate(scope, source, key),
                TraversalOperator::LegacyIndex(index) => {
                    Node::new(Kind::Number(index.to_string().into()), span)
                }
                _ => Node::new(Kind::Text(output(Some(operator))?.into()), span),
            };
            let name = output(operators.next());
            let value = choices::for_all(&[&key], span, |picked| match picked {
                [key] => called.at(key, name.as_deref(), span),
                _ => Node::unknown(span, "an index"),
            });
            (value, 1 + usize::from(name.is_some()))
        }
    };
    Some(walk(scope, source, value, rest.get(used..).unwrap_or_default(), span))
}

impl Called<'_> {
    /// Output `name`, or all of them, of the instance at `key`.
    fn at(&self, key: &Node, name: Option<&str>, span: Span) -> Node {
        if let [only] = self.instances.as_slice()
            && only.key.is_none()
        {
            return match only.instances {
                Instances::None => Node::refused(span, "there is no such instance"),
                _ => doubted(only.read(name, span), span),
            };
        }
        let (Kind::Text(wanted) | Kind::Number(wanted)) = &key.kind else {
            return Node::unknown(span, "it is not known which instance");
        };
        let is_it = |key: &Node| match &key.kind {
            Kind::Text(text) | Kind::Number(text) => text == wanted,
            _ => false,
        };
        match self.instances.iter().find(|one| one.key.as_ref().is_some_and(is_it)) {
            Some(instance) if instance.instances == Instances::Unknown => {
                doubted(instance.read(name, span), span)
            }
            Some(instance) => instance.read(name, span),
            None => Node::refused(span, "there is no such instance"),
        }
    }

    /// All instances with all their outputs.
    fn all(&self, span: Span) -> Node {
        let mut keyed = Vec::new();
        for instance in &self.instances {
            match (&instance.key, instance.instances) {
                (_, Instances::None) => {}
                (Some(key), Instances::Some) => keyed.push((key, instance)),
                _ => return Node::unknown(span, "it is not known how many there are"),
            }
        }
        let read = |instance: &Inner<'_>| instance.read(None, span);
        let kind = match self.repeats {
            Repeats::Each => {
                let entry = |(key, instance): (&Node, &Inner<'_>)| Entry {
                    key: key.text().unwrap_or_default().into(),
                    key_span: span,
                    value: read(instance),
                    form: Form::Argument,
                };
                Kind::Object(keyed.into_iter().map(entry).collect(), Seen::Whole)
            }
            _ => Kind::List(keyed.into_iter().map(|(_, one)| read(one)).collect(), Seen::Whole),
        };
        Node::computed(kind, span)
    }
}

impl Inner<'_> {
    /// Output `name`, or an object of all outputs.
    fn read(&self, name: Option<&str>, span: Span) -> Node {
        if let Some(name) = name {
            return self.scope.output(name, span);
        }
        let declares = self.scope.declares;
        let seen = if declares.folder.is_model { Seen::Partly } else { Seen::Whole };
        let entry = |name: &&str| Entry {
            key: (*name).into(),
            key_span: span,
            value: self.scope.output(name, span),
            form: Form::Argument,
        };
        Node::computed(Kind::Object(declares.outputs.keys().map(entry).collect(), seen), span)
    }
}

/// What an instance gives that may not be there: Terraform refuses to go on then, and `try` would
/// take something else, so that no value is sure.
fn doubted(value: Node, span: Span) -> Node {
    if matches!(value.kind, Kind::Unknown(_)) {
        return value;
    }
    let null = !value.is_set();
    let why = Unknown::because("it is not known how many instances of the module there are");
    Node::computed(Kind::unknown(Unknown { null, ..why }), span)
}
