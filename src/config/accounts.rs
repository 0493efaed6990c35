//! `[accounts]` of `bluelint.toml`: whose account folders and provider configurations are.

use super::read::{Reader, Toml};
use super::setting::{Said, Value};
use crate::discover::shown;
use crate::graph::{Accounts, Place};
use crate::model::is_account_id;
use crate::near::{did_you_mean, nearest};
use std::ops::Range;

impl Reader<'_> {
    /// The table `accounts`.
    pub(super) fn accounts(&mut self, value: &Toml<'_>) {
        let Some(table) = value.get_ref().as_table() else {
            let message = "write a table, `[accounts]`, with `default`, `providers` and `folders`";
            self.wrong(value.span(), message);
            return;
        };
        for (key, value) in table {
            if key.get_ref() != "folders" {
                self.place(&["accounts"], key.get_ref(), key.span(), value, &["folders"]);
                continue;
            }
            let Some(folders) = value.get_ref().as_table() else {
                self.wrong(value.span(), "`folders` is a table: paths, and the account of each");
                continue;
            };
            for (path, value) in folders {
                let place = ["accounts", "folders", path.get_ref()];
                match value.get_ref().as_table() {
                    None => self.account(
                        &[&place[..], &["default"]].concat(),
                        path.get_ref(),
                        path.span(),
                        value,
                    ),
                    Some(table) => {
                        for (key, value) in table {
                            self.place(&place, key.get_ref(), key.span(), value, &[]);
                        }
                    }
                }
            }
        }
    }

    /// What one key says of a place.
    fn place(
        &mut self,
        place: &[&str],
        key: &str,
        range: Range<usize>,
        value: &Toml<'_>,
        more: &[&str],
    ) {
        match (key, value.get_ref().as_table()) {
            ("default", _) => self.account(&[place, &[key]].concat(), key, range, value),
            ("providers", Some(table)) => {
                for (name, value) in table {
                    self.provider(name.get_ref(), name.span());
                    let way = [place, &[key, name.get_ref()]].concat();
                    self.account(&way, name.get_ref(), name.span(), value);
                }
            }
            ("providers", None) => {
                let message = "`providers` is a table: provider configurations such as `\"ibm.target\"`, and \
                               the account of each";
                self.wrong(value.span(), message);
            }
            _ => {
                let known = ["default", "providers"].into_iter().chain(more.iter().copied());
                let near = did_you_mean(nearest(key, known));
                self.wrong(range, format!("`accounts` has no setting `{key}`{near}"));
            }
        }
    }

    /// The name of a provider configuration as Terraform writes it.
    fn provider(&mut self, name: &str, range: Range<usize>) {
        if !name.contains('.') {
            let message = if name == "ibm" {
                "the account of the provider configuration without an alias is `default`".to_owned()
            } else {
                format!("`{name}` is no provider configuration; write it as in `ibm.target`")
            };
            self.wrong(range, message);
        }
    }

    fn account(&mut self, way: &[&str], name: &str, range: Range<usize>, value: &Toml<'_>) {
        if let Some(id) = value.get_ref().as_str().filter(|text| is_account_id(text)) {
            self.set(way, Value::Text(id.to_owned()), range.start);
        } else {
            let message = format!(
                "`{name}` has to be an account ID, a text of 32 hexadecimal digits in lower case"
            );
            self.wrong(value.span(), message);
        }
    }
}

/// The accounts that are said, of folders by their whole paths.
pub(super) fn of(said: &Said) -> Accounts {
    let mut accounts = Accounts::default();
    for (way, setting) in said.table("accounts") {
        let Value::Text(id) = &setting.value else { continue };
        let (place, rest) = match way {
            [folders, path, rest @ ..] if folders == "folders" => {
                let written = path.clone();
                let path = shown(&setting.origin.path(path));
                accounts.names.insert(written, vec![path.clone()]);
                (accounts.folders.entry(path).or_default(), rest)
            }
            rest => (&mut accounts.top, rest),
        };
        say(place, rest, id);
    }
    accounts
}

fn say(place: &mut Place, way: &[String], id: &str) {
    match way {
        [default] if default == "default" => place.default = Some(id.to_owned()),
        [_, name] => {
            place.providers.insert(name.clone(), id.to_owned());
        }
        _ => {}
    }
}
