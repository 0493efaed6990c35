//! The way of a value from its literal to where it is used.

use crate::source::Span;
use std::fmt;
use std::sync::Arc;

/// One station of a value on its way from the literal to where it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The place.
    pub span: Span,
    /// What happens there.
    pub how: How,
}

/// What happens to a value at a [`Step`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// It is the default of this variable.
    Default(Arc<str>),
    /// A file of variables sets this variable to it.
    Set(Arc<str>),
    /// A validation of this variable admits it.
    Admitted(Arc<str>),
    /// It is the value of this local.
    Local(Arc<str>),
    /// It is passed to this module: `module.a[0]`.
    Passed(Arc<str>),
    /// It is this output of a module: `module.a[0].id`.
    Output(Arc<str>),
    /// An argument of a resource, a local or an output reads it here.
    Used,
}

/// The stations of a value. A value is copied to wherever it is used, and its parts go the same way:
/// what they have in common of it is kept once.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Trail(Option<Arc<Link>>);

#[derive(PartialEq, Eq)]
struct Link {
    step: Step,
    before: Trail,
}

impl Trail {
    /// Whether the value is used right where it is spelled.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The stations, the nearest to the literal first.
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = &Step> {
        let mut steps: Vec<&Step> = self.backwards().collect();
        steps.reverse();
        steps.into_iter()
    }

    /// The stations, the last one first.
    pub fn backwards(&self) -> impl Iterator<Item = &Step> {
        std::iter::successors(self.0.as_deref(), |link| link.before.0.as_deref())
            .map(|link| &link.step)
    }

    /// Adds a station behind the last.
    pub fn push(&mut self, step: Step) {
        let before = std::mem::take(self);
        self.0 = Some(Arc::new(Link { step, before }));
    }

    fn is(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (None, None) => true,
            (Some(one), Some(two)) => Arc::ptr_eq(one, two),
            _ => false,
        }
    }
}

impl FromIterator<Step> for Trail {
    fn from_iter<T: IntoIterator<Item = Step>>(steps: T) -> Self {
        let mut trail = Self::default();
        steps.into_iter().for_each(|step| trail.push(step));
        trail
    }
}

impl fmt::Debug for Trail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.steps()).finish()
    }
}

/// A station that is added to many trails.
pub struct Stamp {
    step: Step,
    /// The trail that got it last, before and after.
    last: Option<(Trail, Trail)>,
}

impl Stamp {
    /// A stamp for `step`.
    pub fn new(step: Step) -> Self {
        Self { step, last: None }
    }

    /// Adds the station behind the last one of `trail`.
    pub fn on(&mut self, trail: &mut Trail) {
        match &self.last {
            Some((before, after)) if before.is(trail) => trail.clone_from(after),
            _ => {
                let before = trail.clone();
                trail.push(self.step.clone());
                self.last = Some((before, trail.clone()));
            }
        }
    }
}
