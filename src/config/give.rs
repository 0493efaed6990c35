//! What configurations set for root modules: values of variables, and how much they may cost.

use super::{Config, Configs, Setting, Value as Said};
use crate::discover::Files;
use crate::disk::Disk;
use crate::inputs::{Configured, Given, Limits, Value};
use crate::load::read_text;
use std::path::Path;
use std::sync::Arc;

impl Configs {
    /// Says for each folder of `files` what its configuration sets.
    pub fn give(&self, disk: &dyn Disk, files: &mut Files, given: &mut Given) {
        let mut known: Vec<Arc<Config>> = Vec::new();
        for at in 0..files.folders.len() {
            let Some(folder) = files.folders.get(at) else { continue };
            let config = self.of(disk, Path::new(&folder.name));
            let number = known.iter().position(|one| Arc::ptr_eq(one, &config));
            given.of_folder.push(number.unwrap_or(known.len()));
            if number.is_none() {
                given.configured.push(self.configured(disk, files, &config));
                known.push(config);
            }
        }
    }

    fn configured(&self, disk: &dyn Disk, files: &mut Files, config: &Config) -> Configured {
        let usual = Limits::default();
        let limits = Limits {
            modules: config.limit("modules").unwrap_or(usual.modules),
            expressions: config.limit("expressions").unwrap_or(usual.expressions),
            values: config.limit("values").unwrap_or(usual.values),
        };
        let mut configured = Configured { values: Vec::new(), limits };
        for path in config.var_files() {
            let source = files.add(Path::new(&self.called(&self.whole(disk, &path))));
            // That it is there was seen when the configuration was read.
            if read_text(disk, files, source).is_ok() {
                configured.values.push(Value::File(source));
            }
        }
        for (name, Setting { value, origin }) in config.vars() {
            let source = files.add(Path::new(&format!("{} {name}", origin.name)));
            let (text, given) = match value {
                Said::Text(text) => (text.clone(), Value::Text(name.to_owned(), source)),
                Said::Terraform(text) => (format!("{name} = {text}\n"), Value::File(source)),
                _ => continue,
            };
            files.sources.set_text(source, text);
            configured.values.push(given);
        }
        configured
    }
}
