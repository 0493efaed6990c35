//! `[accounts]` of `bluelint.toml`: whose account folders and provider configurations are.

use super::{Reader, Value};
use crate::graph::Place;
use crate::model::is_account_id;
use crate::near::{did_you_mean, nearest};

impl Reader<'_> {
    /// The table `accounts`.
    pub(super) fn accounts(&mut self, value: &Value<'_>) {
        let Some(table) = value.get_ref().as_table() else {
            let message = "write a table, `[accounts]`, with `default`, `providers` and `folders`";
            return self.wrong(value.span().start, message.to_owned());
        };
        for (key, value) in table {
            if key.get_ref() != "folders" {
                let mut place = std::mem::take(&mut self.config.accounts.top);
                self.place(key.get_ref(), key.span().start, value, &["folders"], &mut place);
                self.config.accounts.top = place;
                continue;
            }
            let Some(folders) = value.get_ref().as_table() else {
                let message = "`folders` is a table: paths, and the account of each";
                self.wrong(value.span().start, message.to_owned());
                continue;
            };
            for (path, value) in folders {
                let mut place = Place::default();
                match value.get_ref().as_table() {
                    None => place.default = self.account(path.get_ref(), value),
                    Some(table) => {
                        for (key, value) in table {
                            self.place(key.get_ref(), key.span().start, value, &[], &mut place);
                        }
                    }
                }
                self.config.accounts.folders.insert(path.get_ref().to_string(), place);
            }
        }
    }

    /// What one key says of a place.
    fn place(&mut self, key: &str, at: usize, value: &Value<'_>, more: &[&str], to: &mut Place) {
        match (key, value.get_ref().as_table()) {
            ("default", _) => to.default = self.account(key, value),
            ("providers", Some(table)) => {
                for (name, value) in table {
                    if let Some(id) = self.account(name.get_ref(), value) {
                        self.provider(name.get_ref(), name.span().start);
                        to.providers.insert(name.get_ref().to_string(), id);
                    }
                }
            }
            ("providers", None) => {
                let message = "`providers` is a table: provider configurations such as `\"ibm.target\"`, and \
                               the account of each";
                self.wrong(value.span().start, message.to_owned());
            }
            _ => {
                let known = ["default", "providers"].into_iter().chain(more.iter().copied());
                let near = did_you_mean(nearest(key, known));
                self.wrong(at, format!("`accounts` has no setting `{key}`{near}"));
            }
        }
    }

    /// The name of a provider configuration as Terraform writes it.
    fn provider(&mut self, name: &str, at: usize) {
        if !name.contains('.') {
            let message = if name == "ibm" {
                "the account of the provider configuration without an alias is `default`".to_owned()
            } else {
                format!("`{name}` is no provider configuration; write it as in `ibm.target`")
            };
            self.wrong(at, message);
        }
    }

    fn account(&mut self, name: &str, value: &Value<'_>) -> Option<String> {
        let id = value.get_ref().as_str().filter(|text| is_account_id(text));
        if id.is_none() {
            let message = format!(
                "`{name}` has to be an account ID, a text of 32 hexadecimal digits in lower case"
            );
            self.wrong(value.span().start, message);
        }
        id.map(str::to_owned)
    }
}
