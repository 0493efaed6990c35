//! Whose account the folders of a run are, by the configurations that count for them.

use super::{Config, Configs};
use crate::discover::shown;
use crate::disk::Disk;
use crate::graph::{Accounts, Place};
use std::path::Path;
use std::sync::Arc;

impl Configs {
    /// Whose account each of the `folders` is, and what is said of others; `main` is the first path.
    pub fn accounts<'a>(
        &self,
        disk: &dyn Disk,
        folders: impl IntoIterator<Item = &'a String>,
        main: &Path,
    ) -> Accounts {
        let first = self.of(disk, main);
        let mut accounts = Accounts { top: first.accounts().top.clone(), ..Accounts::default() };
        let mut known: Vec<Arc<Config>> = Vec::new();
        self.take(&first, &mut accounts);
        known.push(first);
        for folder in folders {
            let config = self.of(disk, Path::new(folder));
            if !known.iter().any(|one| Arc::ptr_eq(one, &config)) {
                self.take(&config, &mut accounts);
                known.push(Arc::clone(&config));
            }
            let said = config.accounts();
            let whole = shown(&self.whole(disk, Path::new(folder)));
            let places = std::iter::once(&said.top).chain(said.folders.values());
            let names = places.flat_map(|place| place.providers.keys());
            let provider =
                |name: &String| Some((name.clone(), said.of(&whole, Some(name))?.to_owned()));
            let place = Place {
                default: said.of(&whole, None).map(str::to_owned),
                providers: names.filter_map(provider).collect(),
            };
            accounts.exact.insert(folder.clone(), place);
        }
        accounts
    }

    /// Takes over what a configuration says of folders, by the names that they have in a run.
    fn take(&self, config: &Config, accounts: &mut Accounts) {
        for (written, wholes) in &config.accounts().names {
            for whole in wholes {
                let name = self.called(Path::new(whole));
                if let Some(place) = config.accounts().folders.get(whole) {
                    accounts.folders.insert(name.clone(), place.clone());
                }
                accounts.names.entry(written.clone()).or_default().push(name);
            }
        }
    }
}
