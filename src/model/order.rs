//! What waits for what when a root module is applied.

mod reach;

use self::reach::reach;
use crate::node::without_indexes;
use std::collections::{HashMap, HashSet};

/// The resources and data sources of a root module that wait for one another, through whatever
/// stands between them: locals, variables, outputs, modules, resources of other types.
#[derive(Clone, Debug, Default)]
pub struct Order {
    objects: HashMap<String, usize>,
    /// What each number is called, where it is an object or a module.
    names: HashMap<usize, String>,
    providers: HashMap<usize, Option<String>>,
    waits: Vec<Vec<usize>>,
    /// Those that may wait for more than is known.
    open: HashSet<usize>,
}

/// No more than so many nodes are followed from all resources together, nor more from one of them than
/// the second; fewer than the third only where there are fewer.
const ALL: usize = 40_000_000;
const MOST: usize = 20_000;
const LEAST: usize = 500;

impl Order {
    /// The graph with the numbers of its `objects` and modules (`module.a` is all in it), the provider
    /// configurations of objects, and for each number those that it `waits` for.
    pub fn new(
        objects: HashMap<String, usize>,
        providers: HashMap<usize, Option<String>>,
        waits: Vec<Vec<usize>>,
    ) -> Self {
        let names = objects.iter().map(|(name, number)| (*number, name.clone())).collect();
        Self { objects, names, providers, waits, open: HashSet::new() }
    }

    /// These numbers may wait for more than is known, and whatever waits for them too.
    #[must_use]
    pub fn with_open(mut self, open: impl IntoIterator<Item = usize>) -> Self {
        self.open.extend(open);
        self
    }

    /// This object may wait for more than is known.
    pub fn leave_open(&mut self, object: &str) {
        self.open.extend(self.number(object));
    }

    /// Whether the first of each pair of objects waits for the second, directly or through others; `None`
    /// where that is not known. All are named as [`crate::model::Resource::object`] is. It is asked once
    /// for many pairs, as that takes hardly longer than asking for one.
    pub fn waits_for(&self, pairs: &[(&str, &str)]) -> Vec<Option<bool>> {
        let number = |(object, other): &(&str, &str)| {
            Some((self.number(object)?, self.number(other).filter(|one| *one < self.waits.len())?))
        };
        let numbers: Vec<Option<(usize, usize)>> = pairs.iter().map(number).collect();
        let known: Vec<(usize, usize)> = numbers.iter().flatten().copied().collect();
        let mut found = reach(&self.waits, &self.open, &known).into_iter();
        numbers.into_iter().map(|one| one.and_then(|_| found.next()?)).collect()
    }

    /// The objects in `others` for which any of those in `from` waits; `None` where that is not known.
    pub fn reached<'a>(&self, from: &[&str], others: &[&'a str]) -> Option<Vec<&'a str>> {
        let from: Option<Vec<usize>> = from.iter().map(|object| self.number(object)).collect();
        let seen = self.follow(from?, usize::MAX)?;
        let is_seen = |other: &&&str| {
            self.number(other).is_some_and(|number| seen.get(number) == Some(&true))
        };
        Some(others.iter().filter(is_seen).copied().collect())
    }

    /// Whether `object`, or anything in it where it is a module, waits for `other` or for anything in
    /// that; `None` where it is not known.
    pub fn leads_to(&self, object: &str, other: &str) -> Option<bool> {
        let (seen, other) = (self.closure(object)?, without_indexes(other));
        let is_within = |name: &String| {
            name.strip_prefix(&other).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let mut seen = seen.iter().zip(0..).filter(|(is_seen, _)| **is_seen);
        Some(seen.any(|(_, number)| self.names.get(&number).is_some_and(is_within)))
    }

    /// All that `object` waits for, and what those wait for, number by number; `None` where that is
    /// not known. A list is many times quicker here than a set, for it is made for each gateway.
    fn closure(&self, object: &str) -> Option<Vec<bool>> {
        let most = (ALL / self.waits.len().max(1)).clamp(LEAST, MOST);
        self.follow(vec![self.number(object)?], most)
    }

    /// All that these numbers wait for, and what those wait for; `None` where that is not known, or where
    /// there are more than `most`.
    fn follow(&self, mut open: Vec<usize>, most: usize) -> Option<Vec<bool>> {
        let mut seen = vec![false; self.waits.len()];
        let mut count = 0;
        while let Some(at) = open.pop() {
            if self.open.contains(&at) {
                return None;
            }
            for next in self.waits.get(at).into_iter().flatten() {
                let Some(is_seen) = seen.get_mut(*next).filter(|is_seen| !**is_seen) else {
                    continue;
                };
                *is_seen = true;
                count += 1;
                open.push(*next);
            }
            if count > most {
                return None;
            }
        }
        Some(seen)
    }

    /// The provider configuration of an object, as the root module names it (`Some(None)` is the
    /// default one); `None` where the object is not known.
    pub fn provider(&self, object: &str) -> Option<Option<&str>> {
        self.providers.get(&self.number(object)?).map(Option::as_deref)
    }

    fn number(&self, object: &str) -> Option<usize> {
        self.objects.get(&without_indexes(object)).copied()
    }
}
