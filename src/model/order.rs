//! What waits for what when a root module is applied.

mod reach;

use self::reach::reach;
use crate::node::without_indexes;
use foldhash::{HashMap, HashSet};

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

impl Order {
    /// The graph with the numbers of its `objects` and modules (`module.a` is all in it), the provider
    /// configurations of objects, and for each number those that it `waits` for.
    pub fn new(
        objects: HashMap<String, usize>,
        providers: HashMap<usize, Option<String>>,
        waits: Vec<Vec<usize>>,
    ) -> Self {
        let names = objects.iter().map(|(name, number)| (*number, name.clone())).collect();
        Self { objects, names, providers, waits, open: HashSet::default() }
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
        let known = |other: &str| self.number(other).filter(|one| *one < self.waits.len());
        self.reach(pairs, |others| others.iter().map(|one| Some(vec![known(one)?])).collect())
    }

    /// Whether the first of each pair, or anything in it where it is a module, waits for the second or for
    /// anything in that; `None` where it is not known. It is asked once for many pairs, too.
    pub fn leads_to(&self, pairs: &[(&str, &str)]) -> Vec<Option<bool>> {
        self.reach(pairs, |others| self.within(others).into_iter().map(Some).collect())
    }

    /// What leads to what, where the second of each pair stands for the numbers that `meant` says, if any
    /// are known.
    fn reach(
        &self,
        pairs: &[(&str, &str)],
        meant: impl Fn(&[String]) -> Vec<Option<Vec<usize>>>,
    ) -> Vec<Option<bool>> {
        let mut others: Vec<String> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::default();
        let mut place = |other: &str| {
            *places.entry(without_indexes(other)).or_insert_with_key(|other| {
                others.push(other.clone());
                others.len() - 1
            })
        };
        let pairs: Vec<(Option<usize>, usize)> =
            pairs.iter().map(|(object, other)| (self.number(object), place(other))).collect();
        let groups = meant(&others);
        let is_known = |at: usize| groups.get(at).is_some_and(Option::is_some);
        let known = pairs.iter().filter_map(|(from, to)| Some(((*from)?, *to)));
        let known: Vec<(usize, usize)> = known.filter(|(_, to)| is_known(*to)).collect();
        let numbers: Vec<&[usize]> =
            groups.iter().map(|group| group.as_deref().unwrap_or_default()).collect();
        let mut found = reach(&self.waits, &self.open, &numbers, &known).into_iter();
        pairs
            .into_iter()
            .map(|(from, to)| from.filter(|_| is_known(to)).and_then(|_| found.next()?))
            .collect()
    }

    /// The numbers of each of these objects and modules, and of all that is in it.
    fn within(&self, others: &[String]) -> Vec<Vec<usize>> {
        let places: HashMap<&str, usize> = others.iter().map(String::as_str).zip(0..).collect();
        let mut found = vec![Vec::new(); others.len()];
        for (number, name) in &self.names {
            let ends = name.match_indices('.').map(|(at, _)| at).chain([name.len()]);
            for at in ends.filter_map(|end| places.get(name.get(..end)?)) {
                found.get_mut(*at).into_iter().for_each(|group| group.push(*number));
            }
        }
        found
    }

    /// The objects in `others` for which any of those in `from` waits; `None` where that is not known.
    pub fn reached<'a>(&self, from: &[&str], others: &[&'a str]) -> Option<Vec<&'a str>> {
        let from: Option<Vec<usize>> = from.iter().map(|object| self.number(object)).collect();
        let seen = self.follow(from?)?;
        let is_seen = |other: &&&str| {
            self.number(other).is_some_and(|number| seen.get(number) == Some(&true))
        };
        Some(others.iter().filter(is_seen).copied().collect())
    }

    /// All that these numbers wait for, and what those wait for, number by number; `None` where that is
    /// not known. A list is many times quicker here than a set.
    fn follow(&self, mut open: Vec<usize>) -> Option<Vec<bool>> {
        let mut seen = vec![false; self.waits.len()];
        while let Some(at) = open.pop() {
            if self.open.contains(&at) {
                return None;
            }
            for next in self.waits.get(at).into_iter().flatten() {
                let Some(is_seen) = seen.get_mut(*next).filter(|is_seen| !**is_seen) else {
                    continue;
                };
                *is_seen = true;
                open.push(*next);
            }
        }
        Some(seen)
    }

    /// The provider configuration of an object, as the root module names it (`Some(None)` is the
    /// default one); `None` where the object is not known.
    pub fn provider(&self, object: &str) -> Option<Option<&str>> {
        self.providers.get(&self.number(object)?).map(Option::as_deref)
    }

    /// Whether there is an object of this name.
    pub fn has(&self, object: &str) -> bool {
        self.number(object).is_some()
    }

    fn number(&self, object: &str) -> Option<usize> {
        self.objects.get(&without_indexes(object)).copied()
    }
}
