//! What of the configuration of a plan does things that nobody sees: makes policies, or does something
//! with what it refers to.

use super::configuration::{Configuration, Module};
use crate::catalog;
use crate::model::{Gap, Hides, Model, Order, World};

/// The resources that do.
#[derive(Debug, Default)]
pub struct Agents {
    /// Those that may make policies: `module.a.null_resource.b`.
    makers: Vec<String>,
    /// Those that may do anything with what they refer to.
    users: Vec<String>,
    /// Those that run programs, which may do anything with them.
    running: Vec<String>,
}

impl Agents {
    pub(super) fn of(configuration: &Configuration<'_>) -> Self {
        let mut found = Self::default();
        found.add(&configuration.root, "");
        for list in [&mut found.makers, &mut found.users, &mut found.running] {
            list.sort();
        }
        found
    }

    fn add(&mut self, module: &Module<'_>, path: &str) {
        for object in module.places.keys() {
            let kind = object.rsplit_once('.').map_or("", |(kind, _)| kind);
            let runs = module.running.contains(object);
            let address = || format!("{path}{object}");
            if runs || catalog::may_make_policies(kind) {
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
            self.add(&call.module, &format!("{path}module.{name}."));
        }
    }

    /// Adds what they may hide to `model`, which holds what the plan lists.
    pub(super) fn hide(self, order: &Order, world: World, model: &mut Model) {
        let users: Vec<&str> = self.users.iter().map(String::as_str).collect();
        let all = model.resources().chain(&model.neighbours);
        let objects: Vec<&str> = all.map(|one| one.object.as_str()).collect();
        let used = order.reached(&users, &objects).unwrap_or_else(|| objects.clone());
        let used = used.into_iter().map(|object| Hides::UsesOf(object.to_owned()));
        let running = self.running.into_iter().map(Hides::UsesOf);
        let makers = self.makers.into_iter().map(Hides::Policies);
        let hidden: Vec<Hides> = used.chain(running).chain(makers).collect();
        model.gaps.extend(hidden.into_iter().map(|hides| Gap { world, hides }));
    }
}
