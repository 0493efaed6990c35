//! Who may reach what, as boxes in accounts and arrows between them: what a picture shows, before it is
//! drawn.

mod build;
mod concerns;

/// A picture: boxes that stand in accounts, and arrows between them.
#[derive(Clone, Debug, Default)]
pub struct Picture {
    /// The accounts, each a frame around its boxes.
    pub accounts: Vec<Account>,
    /// The boxes, of each account one after another.
    pub boxes: Vec<Drawn>,
    /// The arrows.
    pub arrows: Vec<Arrow>,
    /// How many boxes were left out, for there are too many for a picture.
    pub left_out: usize,
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// What to write on its frame.
    pub title: String,
}

/// A box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// What it stands for.
    pub sort: Sort,
    /// Its name.
    pub title: String,
    /// What to write below the name; may be empty.
    pub detail: String,
    /// The account that it is in, by its number.
    pub account: usize,
    /// How bad what was found in it is.
    pub state: State,
}

/// What a box stands for. The order is that of the columns, from who asks to what answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// A security group, which says who may use a gateway.
    SecurityGroup,
    /// An endpoint gateway, or a service that is let in.
    Source,
    /// An authorization policy.
    Policy,
    /// What is reached.
    Target,
}

impl Sort {
    /// All, in their order.
    pub const ALL: [Self; 4] = [Self::SecurityGroup, Self::Source, Self::Policy, Self::Target];
}

/// An arrow from one box to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrow {
    /// The box it starts from, by its number.
    pub from: usize,
    /// The box it leads to.
    pub to: usize,
    /// What to write on it; may be empty.
    pub label: String,
    /// Whether what it says is so.
    pub state: State,
}

/// How something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Nothing is known against it.
    Well,
    /// It hangs on something that could not be seen.
    Unsure,
    /// It is risky, or wider than it has to be.
    Risky,
    /// It is missing, or cannot work.
    Broken,
}

impl State {
    /// All, in their order.
    pub const ALL: [Self; 4] = [Self::Well, Self::Unsure, Self::Risky, Self::Broken];

    /// What it is called in a legend.
    pub fn name(self) -> &'static str {
        match self {
            Self::Well => "allowed",
            Self::Unsure => "not known",
            Self::Risky => "warning",
            Self::Broken => "missing or broken",
        }
    }
}

impl Picture {
    /// Leaves out what is too much for a picture of `most` boxes: what is well goes before what is not,
    /// and what was drawn last before what was drawn first.
    pub fn keep(&mut self, most: usize) {
        if self.boxes.len() <= most {
            return;
        }
        let mut state: Vec<State> = self.boxes.iter().map(|one| one.state).collect();
        // Both ends of an arrow are as bad as what it says.
        for arrow in &self.arrows {
            for end in [arrow.from, arrow.to] {
                if let Some(state) = state.get_mut(end) {
                    *state = (*state).max(arrow.state);
                }
            }
        }
        let mut order: Vec<(State, usize)> = state.into_iter().zip(0..).collect();
        order.sort_by_key(|(state, at)| (std::cmp::Reverse(*state), *at));
        self.left_out += order.len().saturating_sub(most);
        order.truncate(most);
        let mut kept: Vec<usize> = order.into_iter().map(|(_, at)| at).collect();
        kept.sort_unstable();
        let number = |at: usize| kept.binary_search(&at).ok();
        self.arrows = self
            .arrows
            .drain(..)
            .filter_map(|arrow| {
                let (from, to) = (number(arrow.from)?, number(arrow.to)?);
                Some(Arrow { from, to, ..arrow })
            })
            .collect();
        let boxes = std::mem::take(&mut self.boxes).into_iter().enumerate();
        self.boxes = boxes.filter(|(at, _)| number(*at).is_some()).map(|(_, one)| one).collect();
        self.drop_empty_accounts();
    }

    /// Frames around nothing say nothing.
    fn drop_empty_accounts(&mut self) {
        let mut used = vec![false; self.accounts.len()];
        for one in &self.boxes {
            if let Some(used) = used.get_mut(one.account) {
                *used = true;
            }
        }
        let accounts = std::mem::take(&mut self.accounts).into_iter().zip(&used);
        self.accounts = accounts.filter(|(_, used)| **used).map(|(one, _)| one).collect();
        for one in &mut self.boxes {
            one.account = used.iter().take(one.account).filter(|used| **used).count();
        }
    }

    /// The boxes of an account, with their numbers.
    pub fn boxes_of(&self, account: usize) -> impl Iterator<Item = (usize, &Drawn)> {
        self.boxes.iter().enumerate().filter(move |(_, one)| one.account == account)
    }
}
