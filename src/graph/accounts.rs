//! In which account things are: what the configuration says, and what can be compared without it.

use super::{Answer, Graph, Identity};
use crate::catalog::{What, what_is};
use crate::model::{Field, Resource, Surface, World, is_account_id};
use crate::node::Reference;
use std::collections::{BTreeMap, BTreeSet};

/// Whose account folders and provider configurations are, as the configuration says it.
#[derive(Clone, Debug, Default)]
pub struct Accounts {
    /// What holds where no folder says more.
    pub top: Place,
    /// What holds in a folder and below it, by its path.
    pub folders: BTreeMap<String, Place>,
    /// What holds in just one folder, by its path, whatever is said of others.
    pub exact: BTreeMap<String, Place>,
    /// The names that each folder has in a run, by how the configuration writes it; where nothing is said
    /// of that, its path is its name.
    pub names: BTreeMap<String, Vec<String>>,
}

/// The accounts of one place.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// That of the default provider configuration and of JSON files.
    pub default: Option<String>,
    /// Those of other provider configurations, by their names in root modules: `ibm.target`.
    pub providers: BTreeMap<String, String>,
}

impl Accounts {
    /// The folders as the configuration writes them, each with the names that it has in a run.
    pub fn written(&self) -> Vec<(&str, Vec<String>)> {
        if self.names.is_empty() {
            return self.folders.keys().map(|path| (path.as_str(), vec![path.clone()])).collect();
        }
        self.names.iter().map(|(path, names)| (path.as_str(), names.clone())).collect()
    }

    /// The same, where only what is said of the folder or of one that it lies in counts.
    fn of_folder(&self, folder: &str, provider: Option<&str>) -> Option<&str> {
        let said = |place: &'_ Place| match provider {
            None => place.default.is_some(),
            Some(name) => place.providers.contains_key(name),
        };
        let folders = self.folders.iter().filter(|(path, one)| is_in(folder, path) && said(one));
        let (_, nearest) = folders.max_by_key(|(path, _)| path.len())?;
        match provider {
            None => nearest.default.as_deref(),
            Some(name) => nearest.providers.get(name).map(String::as_str),
        }
    }

    /// The account of a provider configuration (or the default one) in a folder, if it is said.
    pub fn of(&self, folder: &str, provider: Option<&str>) -> Option<&str> {
        let says = |place: &'_ Place| match provider {
            None => place.default.clone(),
            Some(name) => place.providers.get(name).cloned(),
        };
        let folders = self.folders.iter().filter(|(path, _)| is_in(folder, path));
        if let Some(place) = self.exact.get(folder) {
            return match provider {
                None => place.default.as_deref(),
                Some(name) => place.providers.get(name).map(String::as_str),
            };
        }
        let nearest = folders.filter(|(_, place)| says(place).is_some());
        let place = nearest.max_by_key(|(path, _)| path.len()).map_or(&self.top, |(_, one)| one);
        match provider {
            None => place.default.as_deref(),
            Some(name) => place.providers.get(name).map(String::as_str),
        }
    }
}

/// Whether `folder` is `path` or lies below it.
fn is_in(folder: &str, path: &str) -> bool {
    let path = path.trim_start_matches("./").trim_end_matches('/');
    let below = folder.strip_prefix(path);
    path.is_empty()
        || path == "."
        || below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What works in an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Worker {
    /// The default provider configuration of the same root module.
    Default,
    /// A provider configuration of the same root module: `ibm.target`.
    Provider(String),
    /// Whatever stands in this folder.
    Folder(String),
}

/// An account, as far as it can be compared.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Account {
    /// The id is known.
    Known(String),
    /// Whatever a value comes to.
    Value(Identity),
    /// That in which a provider configuration of a world works; `None` is the default one.
    Provider(World, Option<String>),
}

impl Account {
    /// Whether it is the same account as `other`. Two provider configurations may well work in one.
    pub fn is_same(&self, other: &Self) -> Answer {
        match (self, other) {
            (one, other) if one == other => Answer::Yes,
            (Self::Known(_), Self::Known(_)) => Answer::No,
            _ => Answer::Unknown,
        }
    }

    /// The id, if it is known.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Known(id) => Some(id),
            _ => None,
        }
    }
}

impl Graph<'_> {
    /// What works in the account `id` by what the configuration says, seen from a root module.
    pub fn worker(&self, world: World, id: &str) -> Option<Worker> {
        let (folder, accounts) = (self.model.folders.get(&world)?, self.accounts);
        if accounts.of(folder, None) == Some(id) {
            return Some(Worker::Default);
        }
        let places =
            accounts.folders.values().chain(accounts.exact.values()).chain([&accounts.top]);
        let names: BTreeSet<&String> = places.flat_map(|place| place.providers.keys()).collect();
        // A name of a configuration file that the root module does not know is of another one.
        let declared = self.model.providers.get(&world);
        let works = |name: &&&String| {
            accounts.of(folder, Some(name.as_str())) == Some(id)
                && declared.is_none_or(|declared| declared.contains(*name))
        };
        if let Some(name) = names.iter().find(works) {
            return Some(Worker::Provider((*name).clone()));
        }
        let written = accounts.written();
        let mut folders = written.iter().filter(|(_, names)| {
            let places = names.iter().filter_map(|name| accounts.folders.get(name));
            places.into_iter().any(|place| place.default.as_deref() == Some(id))
        });
        folders.next().map(|(folder, _)| Worker::Folder((*folder).to_owned()))
    }

    /// The account in which a resource is created.
    pub fn account_of(&self, resource: &Resource) -> Option<Account> {
        self.account_at(resource.world, resource.provider.as_deref(), !is_document(resource))
    }

    /// The account in which a provider configuration of a root module works, such as `ibm.target`.
    pub fn account_through_provider(&self, world: World, name: &str) -> Option<Account> {
        self.account_at(world, Some(name), true)
    }

    /// The account in which an object of a root module is made or read.
    pub(super) fn account_through(&self, world: World, object: &str) -> Option<Account> {
        let provider = self.order(world)?.provider(object)?;
        self.account_at(world, provider, true)
    }

    fn account_at(&self, world: World, provider: Option<&str>, applied: bool) -> Option<Account> {
        let folder = self.model.folders.get(&world)?;
        let twin = provider.or(Some("ibm")).map(|name| (world, name.to_owned()));
        let twin = twin.and_then(|name| self.model.twins.get(&name)).map(String::as_str);
        let twin = twin.map(|name| Some(name).filter(|name| *name != "ibm"));
        let is_library = applied && self.is_library(world, folder);
        let said = |name: Option<&str>| {
            if is_library {
                self.accounts.of_folder(folder, name)
            } else {
                self.accounts.of(folder, name)
            }
        };
        match said(provider).or_else(|| said(twin?)) {
            Some(id) => Some(Account::Known(id.to_owned())),
            None => applied
                .then(|| Account::Provider(world, twin.unwrap_or(provider).map(str::to_owned))),
        }
    }

    /// Whether a root module is one only because nobody calls it: it lies below a folder `modules` and
    /// leaves it to others to configure providers. Where it will be applied, nobody knows.
    fn is_library(&self, world: World, folder: &str) -> bool {
        self.model.unconfigured.contains(&world) && folder.split('/').any(|name| name == "modules")
    }

    /// The account that a value of a resource in `world` names; what has not the form of an account ID
    /// names none.
    pub fn account_in(&self, world: World, field: &Field) -> Option<Account> {
        match field.text() {
            Some(text) => {
                let id = text.trim().to_ascii_lowercase();
                is_account_id(&id).then_some(Account::Known(id))
            }
            None => self.account_read(world, field.reference()?),
        }
    }

    /// The account that a reference gives. What asks the provider for its own account is the account
    /// of that provider configuration.
    pub(super) fn account_read(&self, world: World, reference: &Reference) -> Option<Account> {
        let what = what_is(&reference.type_name(), reference.attribute());
        if reference.kind == "ibm_iam_account_settings" && what == Some(What::AccountId) {
            return self.account_through(world, &reference.object());
        }
        Identity::of_reference(world, reference).map(Account::Value)
    }
}

/// Whether a resource is a JSON document of its own, which nothing applies.
fn is_document(resource: &Resource) -> bool {
    matches!(resource.surface, Surface::PolicyV1 | Surface::PolicyV2 | Surface::GatewayJson)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_folder_that_says_something_wins() {
        let place = |default: Option<&str>, providers: &[(&str, &str)]| Place {
            default: default.map(str::to_owned),
            providers: providers.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
        };
        let accounts = Accounts {
            top: place(Some("top"), &[("ibm.target", "t")]),
            folders: BTreeMap::from([
                ("envs".to_owned(), place(Some("envs"), &[])),
                ("envs/hub".to_owned(), place(None, &[("ibm.target", "hub")])),
            ]),
            exact: BTreeMap::new(),
            names: BTreeMap::new(),
        };
        assert_eq!(accounts.of("envs/hub/deep", None), Some("envs"));
        assert_eq!(accounts.of("envs/hub", Some("ibm.target")), Some("hub"));
        assert_eq!(accounts.of("envs/hubble", Some("ibm.target")), Some("t"));
        assert_eq!(accounts.of(".", None), Some("top"));
        assert_eq!(accounts.of("envs", Some("ibm.other")), None);
    }
}
