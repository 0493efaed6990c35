//! `[vars]`: values of variables, spelled as `--var` has them.

use super::read::{Reader, Toml, kind_of};
use super::setting::Value;
use crate::source::Quoting;
use std::fmt::Write as _;
use std::ops::Range;
use toml::de::DeValue;

impl Reader<'_> {
    /// The table `vars`.
    pub(super) fn vars(&mut self, value: &Toml<'_>) {
        let Some(table) = value.get_ref().as_table() else {
            self.wrong(value.span(), "`vars` is a table; write `[vars]` above the variables");
            return;
        };
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if !is_name(name) {
                let message = format!("`{name}` cannot be the name of a variable");
                self.wrong(key.span(), message);
                continue;
            }
            if let DeValue::Datetime(_) = value.get_ref() {
                let is = kind_of(value);
                let message = format!("a variable is no {}", is.trim_start_matches("a "));
                self.wrong(value.span(), message).help("write it as a text, in quotes");
                continue;
            }
            if let Some((range, number)) = no_number(value) {
                let message = format!("`{number}` is no number that a variable can have");
                self.wrong(range, message).help("write a finite number, or a text, in quotes");
                continue;
            }
            // A text is what stands behind the `=` of --var; all else is as in a .tfvars file.
            let read = match value.get_ref() {
                DeValue::String(text) => Value::Text(text.to_string()),
                other => Value::Terraform(spelled(other)),
            };
            self.set(&["vars", name], read, key.span().start);
        }
    }
}

/// The first number in `value` that Terraform does not know or that is beyond all measure, and where
/// it stands.
fn no_number(value: &Toml<'_>) -> Option<(Range<usize>, String)> {
    match value.get_ref() {
        DeValue::Float(number) => {
            let read = number.as_str().parse::<f64>().ok();
            let is_finite = read.is_some_and(f64::is_finite);
            (!is_finite).then(|| (value.span(), number.as_str().to_owned()))
        }
        DeValue::Array(items) => items.iter().find_map(no_number),
        DeValue::Table(table) => table.iter().find_map(|(_, value)| no_number(value)),
        _ => None,
    }
}

fn is_name(name: &str) -> bool {
    let rest = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    name.starts_with(|c: char| c.is_alphabetic() || c == '_') && name.chars().all(rest)
}

/// A value in Terraform's language.
fn spelled(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("\"{}\"", Quoting::Hcl.spell(text)),
        DeValue::Integer(number) => {
            let digits = i128::from_str_radix(number.as_str(), number.radix());
            digits.map_or_else(|_| number.as_str().to_owned(), |digits| digits.to_string())
        }
        DeValue::Float(number) => number.as_str().trim_start_matches('+').to_owned(),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(date) => format!("\"{date}\""),
        DeValue::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| spelled(item.get_ref())).collect();
            format!("[{}]", items.join(", "))
        }
        DeValue::Table(table) => {
            let mut out = String::from("{");
            for (nth, (key, value)) in table.iter().enumerate() {
                let comma = if nth == 0 { "" } else { "," };
                let key = Quoting::Hcl.spell(key.get_ref());
                let _ = write!(out, "{comma} \"{key}\" = {}", spelled(value.get_ref()));
            }
            out.push_str(" }");
            out
        }
    }
}
