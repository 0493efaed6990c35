//! What of a graph leads to what, for many questions at once: what waits for each other in a circle counts
//! as one, and from there a bit for each of some targets is handed on to whatever waits for them.

use foldhash::{HashMap, HashSet};
use std::collections::BTreeMap;

/// So many targets are looked for in one pass over the graph.
const AT_ONCE: usize = 128;
/// No more steps are made from one node to the next than these, in all passes together.
const MOST: usize = 2_000_000_000;

/// For each pair of a node and the number of a group whether the node leads to one of that group; `None`
/// where it leads to one that is `open`, or where it would be too much to find out.
pub(super) fn reach(
    waits: &[Vec<usize>],
    open: &HashSet<usize>,
    groups: &[&[usize]],
    pairs: &[(usize, usize)],
) -> Vec<Option<bool>> {
    let order = Order::of(waits, pairs.iter().map(|(from, _)| *from));
    let mut is_open = vec![false; order.circles];
    order.hand_on(waits, &mut is_open, |at| open.contains(&at), |one, other| one || other);
    let edges: usize = order.nodes.iter().map(|at| 1 + next(waits, *at).len()).sum();
    let most = (MOST / edges.max(1)).saturating_mul(AT_ONCE);
    // Circles are numbered so that none leads to one with a higher number: most pairs need no pass.
    let circle = |at: usize| order.circle.get(at).copied().flatten();
    let lowest = groups.iter().map(|group| group.iter().filter_map(|at| circle(*at)).min());
    let lowest: Vec<Option<usize>> = lowest.collect();
    let may_lead = |(from, to): &(usize, usize)| {
        let lowest = lowest.get(*to).copied().flatten();
        lowest.is_some_and(|to| circle(*from).is_some_and(|from| to <= from))
    };
    let mut asked: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (from, to) in pairs.iter().filter(|pair| may_lead(pair)) {
        asked.entry(*to).or_default().push(*from);
    }
    let met: Vec<usize> = asked.keys().copied().collect();
    let mut found: HashMap<(usize, usize), bool> = HashMap::default();
    for chunk in met.get(..most.min(met.len())).unwrap_or_default().chunks(AT_ONCE) {
        let mut bits: HashMap<usize, u128> = HashMap::default();
        for (group, bit) in chunk.iter().zip(0..) {
            for at in groups.get(*group).into_iter().copied().flatten() {
                *bits.entry(*at).or_default() |= 1_u128 << bit;
            }
        }
        let mut led = vec![0_u128; order.circles];
        let own = |at: usize| bits.get(&at).copied().unwrap_or_default();
        order.hand_on(waits, &mut led, own, |one, other| one | other);
        for (group, bit) in chunk.iter().zip(0..) {
            for from in asked.get(group).into_iter().flatten() {
                let leads = order.value(&led, *from).is_some_and(|led| led & (1_u128 << bit) != 0);
                found.insert((*from, *group), leads);
            }
        }
    }
    let answer = |(from, to): &(usize, usize)| {
        let leads = may_lead(&(*from, *to)) && found.get(&(*from, *to)).copied()?;
        (!order.value(&is_open, *from)?).then_some(leads)
    };
    pairs.iter().map(answer).collect()
}

fn next(waits: &[Vec<usize>], at: usize) -> &[usize] {
    waits.get(at).map_or(&[], Vec::as_slice)
}

/// Nodes in an order in which each comes behind all that it leads to, but for circles.
struct Order {
    nodes: Vec<usize>,
    /// The circle that each node is in, alone or with others; none where it was not asked for.
    circle: Vec<Option<usize>>,
    circles: usize,
}

impl Order {
    /// That of all that `from` leads to, by Tarjan's algorithm without recursion.
    fn of(waits: &[Vec<usize>], from: impl Iterator<Item = usize>) -> Self {
        let size = waits.len();
        let mut order = Self { nodes: Vec::new(), circle: vec![None; size], circles: 0 };
        // When each node was met, counted from 1, and the first that it leads back to.
        let (mut met, mut low) = (vec![0_usize; size], vec![0_usize; size]);
        let (mut count, mut held) = (0, Vec::new());
        for start in from {
            let mut way: Vec<(usize, usize)> = Vec::new();
            if met.get(start) == Some(&0) {
                way.push((start, 0));
            }
            while let Some((at, done)) = way.pop() {
                if done == 0 {
                    count += 1;
                    set(&mut met, at, count);
                    set(&mut low, at, count);
                    held.push(at);
                }
                let all = next(waits, at);
                // The one that was followed last is finished by now.
                if let Some(last) = done.checked_sub(1).and_then(|last| all.get(last)) {
                    order.look_back(at, *last, &mut low);
                }
                let new = all.iter().enumerate().skip(done).find(|(_, to)| {
                    let is_new = met.get(**to) == Some(&0);
                    if !is_new {
                        order.look_back(at, **to, &mut low);
                    }
                    is_new
                });
                if let Some((which, to)) = new {
                    way.push((at, which + 1));
                    way.push((*to, 0));
                } else if low.get(at) == met.get(at) {
                    order.close(at, &mut held);
                }
            }
        }
        order
    }

    /// `at` leads back as far as `to` does, where that is in no circle yet.
    fn look_back(&self, at: usize, to: usize, low: &mut [usize]) {
        if self.circle.get(to) == Some(&None)
            && let (Some(own), Some(other)) = (low.get(at).copied(), low.get(to).copied())
        {
            set(low, at, own.min(other));
        }
    }

    /// What was met since `first` is one circle.
    fn close(&mut self, first: usize, held: &mut Vec<usize>) {
        while let Some(at) = held.pop() {
            if let Some(circle) = self.circle.get_mut(at) {
                *circle = Some(self.circles);
            }
            self.nodes.push(at);
            if at == first {
                break;
            }
        }
        self.circles += 1;
    }

    /// Gives each circle what its own nodes have and all that they lead to.
    fn hand_on<T: Copy>(
        &self,
        waits: &[Vec<usize>],
        values: &mut [T],
        own: impl Fn(usize) -> T,
        both: impl Fn(T, T) -> T,
    ) {
        for at in &self.nodes {
            let Some(mut value) = self.value(values, *at) else { continue };
            value = both(value, own(*at));
            for to in next(waits, *at) {
                value = self.value(values, *to).map_or(value, |led| both(value, led));
            }
            if let Some(circle) = self.circle.get(*at).copied().flatten() {
                set(values, circle, value);
            }
        }
    }

    fn value<T: Copy>(&self, values: &[T], at: usize) -> Option<T> {
        values.get(self.circle.get(at).copied().flatten()?).copied()
    }
}

fn set<T>(values: &mut [T], at: usize, value: T) {
    if let Some(place) = values.get_mut(at) {
        *place = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a search from each node finds.
    fn plain(
        waits: &[Vec<usize>],
        open: &HashSet<usize>,
        (from, to): (usize, &[usize]),
    ) -> Option<bool> {
        let mut seen: HashSet<usize> = [from].into_iter().collect();
        let mut left = vec![from];
        while let Some(at) = left.pop() {
            left.extend(waits[at].iter().copied().filter(|next| seen.insert(*next)));
        }
        seen.is_disjoint(open).then(|| to.iter().any(|at| seen.contains(at)))
    }

    #[test]
    fn it_finds_what_a_search_from_each_node_finds() {
        let mut seed = 1_u64;
        let mut random = |most: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from(seed >> 33).unwrap() % most
        };
        let (mut yes, mut unknown) = (0, 0);
        for round in 0..200 {
            let size = 2 + random(300);
            let mut waits = vec![Vec::new(); size];
            for _ in 0..size + random(size) {
                waits[random(size)].push(random(size));
            }
            let open: HashSet<usize> = (0..round % 2).map(|_| random(size)).collect();
            let pairs: Vec<(usize, usize)> =
                (0..size).map(|_| (random(size), random(size))).collect();
            let groups: Vec<Vec<usize>> =
                (0..size).map(|_| (0..random(3)).map(|_| random(size)).collect()).collect();
            let groups: Vec<&[usize]> = groups.iter().map(Vec::as_slice).collect();
            let found = reach(&waits, &open, &groups, &pairs);
            for ((from, to), found) in pairs.iter().zip(&found) {
                let plain = plain(&waits, &open, (*from, groups[*to]));
                assert_eq!(*found, plain, "{from} {:?} {waits:?}", groups[*to]);
                yes += usize::from(*found == Some(true));
                unknown += usize::from(found.is_none());
            }
        }
        assert!(yes > 1_000 && unknown > 1_000, "{yes} {unknown}");
    }

    #[test]
    fn a_long_chain_is_no_deep_recursion() {
        let size = 200_000;
        let waits: Vec<Vec<usize>> = (0..size).map(|at| (at + 1..size).take(1).collect()).collect();
        let ends: [&[usize]; 2] = [&[0], &[size - 1]];
        let found = reach(&waits, &HashSet::default(), &ends, &[(0, 1), (size - 1, 0)]);
        assert_eq!(found, [Some(true), Some(false)]);
    }
}
