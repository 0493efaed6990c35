//! `for` expressions of every form.

use crate::expressions::Writer;
use crate::kinds::Kind;

impl Writer<'_> {
    /// `[for x in … : … if …]`.
    pub(crate) fn for_list(&mut self, element: &Kind, depth: usize) -> String {
        let (intro, bound) = self.intro(depth);
        let before = self.names.len();
        self.names.extend(bound);
        let value = self.expression(element, depth);
        let condition = self.condition(depth);
        self.names.truncate(before);
        format!("[for {intro} : {value}{condition}]")
    }

    /// `{for x in … : … => … if …}`, some with `...`.
    pub(crate) fn for_map(&mut self, element: &Kind, depth: usize) -> String {
        let (intro, bound) = self.intro(depth);
        let before = self.names.len();
        self.names.extend(bound);
        let (element, dots) = match element {
            Kind::List(inner) if self.random.chance(60) => (&**inner, "..."),
            _ => (element, ""),
        };
        let key = if self.random.chance(70) {
            let names: Vec<String> =
                self.names[before..].iter().map(|(name, _)| name.clone()).collect();
            self.random.pick(&names).clone()
        } else {
            self.expression(&Kind::Text, depth.min(1))
        };
        let value = self.expression(element, depth);
        let condition = self.condition(depth);
        self.names.truncate(before);
        format!("{{for {intro} : {key} => {value}{dots}{condition}}}")
    }

    /// `k, v in COLLECTION`, and the names it binds.
    pub(crate) fn intro(&mut self, depth: usize) -> (String, Vec<(String, Kind)>) {
        let level = self.names.len();
        let (key, value) = (format!("k{level}"), format!("v{level}"));
        let element = if self.random.chance(75) {
            Kind::simple(self.random)
        } else {
            Kind::random(self.random, 1)
        };
        let inner = Box::new(element.clone());
        let (collection, key_kind) = match self.random.below(10) {
            0..=4 => (Kind::List(inner), Kind::Number),
            5..=6 => (Kind::Set(inner), element.clone()),
            _ => (Kind::Map(inner), Kind::Text),
        };
        let written = self.expression(&collection, depth);
        if self.random.chance(50) {
            return (format!("{value} in {written}"), vec![(value, element)]);
        }
        (format!("{key}, {value} in {written}"), vec![(key, key_kind), (value, element)])
    }

    fn condition(&mut self, depth: usize) -> String {
        if self.random.chance(70) {
            return String::new();
        }
        format!(" if {}", self.expression(&Kind::Bool, depth.min(2)))
    }
}
