//! What of the configuration of a plan does things that nobody sees: makes policies, or does something
//! with what it refers to.

use super::configuration::{Configuration, Module, texts};
use crate::catalog;
use crate::model::{Gap, Hides, Model, Order, World};
use crate::node::steps;

/// The resources that do.
#[derive(Debug, Default)]
pub struct Agents {
    /// Those that may make policies: `module.a.null_resource.b`.
    makers: Vec<String>,
    /// Those that may do anything with what they refer to.
    users: Vec<String>,
    /// Those that run programs, which may do anything with them.
    running: Vec<String>,
    /// What else may be used, nobody knows.
    is_open: bool,
}

impl Agents {
    /// Those of a configuration, and the actions that are `invoked`, by their addresses.
    pub(super) fn of(configuration: &Configuration<'_>, invoked: &[String]) -> Self {
        let mut found = Self::default();
        found.add(configuration, &configuration.root, "");
        for address in invoked {
            let mut words = steps(address).skip_while(|word| *word != "action");
            let kind: Vec<&str> = words.by_ref().take(2).collect();
            let kind = kind.join(".");
            // What it is told, the configuration part of a plan does not say.
            if catalog::may_make_policies(&kind, &|_| Some(vec![catalog::UNKNOWN.to_string()])) {
                found.makers.push(address.clone());
                found.is_open = true;
            }
        }
        for list in [&mut found.makers, &mut found.users, &mut found.running] {
            list.sort();
        }
        found
    }

    fn add(&mut self, configuration: &Configuration<'_>, module: &Module<'_>, path: &str) {
        for (object, place) in &module.places {
            let kind = object.rsplit_once('.').map_or("", |(kind, _)| kind);
            let runs = module.running.contains(object);
            let address = || format!("{path}{object}");
            let written = |name: &str| texts(&configuration.node(place)?, name);
            if runs || catalog::may_make_policies(kind, &written) {
                self.makers.push(address());
            }
            if runs || catalog::may_use_all(kind) {
                self.users.push(address());
            }
            if runs {
                self.running.push(address());
            }
        }
        for (name, call) in &module.calls {
            self.add(configuration, &call.module, &format!("{path}module.{name}."));
        }
    }

    /// Adds what they may hide to `model`, which holds what the plan lists.
    pub(super) fn hide(self, order: &Order, world: World, model: &mut Model) {
        let users: Vec<&str> = self.users.iter().map(String::as_str).collect();
        let all = model.resources().chain(&model.neighbours);
        let objects: Vec<&str> = all.map(|one| one.object.as_str()).collect();
        let reached = order.reached(&users, &objects).filter(|_| !self.is_open);
        let used = reached.unwrap_or_else(|| objects.clone());
        let used = used.into_iter().map(|object| Hides::UsesOf(object.to_owned()));
        let running = self.running.into_iter().map(Hides::UsesOf);
        let makers = self.makers.into_iter().map(Hides::Policies);
        let hidden: Vec<Hides> = used.chain(running).chain(makers).collect();
        model.gaps.extend(hidden.into_iter().map(|hides| Gap { world, hides }));
    }
}
