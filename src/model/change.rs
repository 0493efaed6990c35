//! What a plan is going to do with a resource that is there already.

use crate::node::Node;
use std::collections::BTreeMap;

/// What a plan does with one instance of a resource or data source.
#[derive(Clone, Debug)]
pub struct Change {
    /// What is done.
    pub action: Action,
    /// All that can be written in it, as it is now: an object; null where nothing changes.
    pub before: Node,
    /// The same as it will be.
    pub after: Node,
    /// The arguments whose change makes Terraform replace it: `name`, `target[0].crn`.
    pub replaced_for: Vec<String>,
    /// The provider cannot change it, and that is why it is replaced; not because somebody asked for
    /// it or because it is damaged.
    pub cannot_update: bool,
    /// How many blocks of a name the configuration holds, for what it holds written out.
    pub blocks: BTreeMap<String, usize>,
}

/// What is done with an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// It is created.
    Create,
    /// It is changed where it is.
    Update,
    /// It is deleted and created again, in whichever order.
    Replace,
    /// It stays as it is.
    Nothing,
    /// A data source is read when the plan is applied.
    Read,
    /// Something that is not known here.
    Other,
}

impl Action {
    /// The name in tests and messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Replace => "replace",
            Self::Nothing => "no-op",
            Self::Read => "read",
            Self::Other => "other",
        }
    }
}
