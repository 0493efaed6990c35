//! What is asked of a policy and of a gateway, and how often it has to be decided.

use crate::answer::{Absence, Answer, other, presence, text, texts};
use bluelint::model::{AuthorizationPolicy, Crn, EndpointGateway, Presence, Side};

/// A question to every block of one type.
pub(crate) struct Question<T> {
    /// What it is called in the table.
    pub(crate) name: &'static str,
    /// For how many percent of the blocks it has to be decided.
    pub(crate) at_least: Option<f64>,
    /// What one instance answers.
    pub(crate) ask: fn(&T) -> Answer,
}

const fn asked<T>(name: &'static str, ask: fn(&T) -> Answer) -> Question<T> {
    Question { name, at_least: None, ask }
}

const fn required<T>(name: &'static str, at_least: f64, ask: fn(&T) -> Answer) -> Question<T> {
    Question { name, at_least: Some(at_least), ask }
}

/// What is asked of a policy.
pub(crate) const OF_POLICIES: [Question<AuthorizationPolicy>; 11] = [
    required("source service", 94.0, |policy| service(policy.subject())),
    required("roles", 94.0, |policy| texts(&policy.roles)),
    required("source resource type", 94.0, |policy| {
        attribute(policy.subject(), "resourceType", Absence::Answers)
    }),
    required("target service", 64.0, |policy| service(policy.target())),
    required("source + target + roles", 64.0, |policy| {
        let sides = service(policy.subject()).min(service(policy.target()));
        sides.min(texts(&policy.roles))
    }),
    asked("source scoped: set", |policy| scoped(policy.subject(), &[Presence::Set])),
    asked("source scoped: surely absent", |policy| scoped(policy.subject(), &[Presence::Absent])),
    asked("source scoped: either", |policy| scoped(policy.subject(), &EITHER)),
    asked("target scoped: set", |policy| scoped(policy.target(), &[Presence::Set])),
    asked("target scoped: surely absent", |policy| scoped(policy.target(), &[Presence::Absent])),
    asked("target scoped: either", |policy| scoped(policy.target(), &EITHER)),
];

const EITHER: [Presence; 2] = [Presence::Set, Presence::Absent];

/// What is asked of a gateway.
pub(crate) const OF_GATEWAYS: [Question<EndpointGateway>; 6] = [
    required("target.resource_type", 83.0, |gateway| {
        text(&gateway.target_type, Absence::Is("not written"))
    }),
    asked("target.crn null or set", |gateway| presence(&gateway.target_crn)),
    asked("target.crn, its service", |gateway| {
        Answer::of(&gateway.target_crn, |one| match Crn::of(one) {
            Some(crn) if crn.service().is_some() => Answer::One,
            _ => other(one, Absence::Answers),
        })
    }),
    asked("target.crn, all of it", |gateway| text(&gateway.target_crn, Absence::Answers)),
    required("security_groups null or set", 90.0, |gateway| presence(&gateway.security_groups)),
    asked("name", |gateway| text(&gateway.name, Absence::Is("not written"))),
];

fn service(side: Option<&Side>) -> Answer {
    attribute(side, "serviceName", Absence::Is("not written"))
}

/// The value of attribute `name`, in whichever form the side is written.
fn attribute(side: Option<&Side>, name: &str, absence: Absence) -> Answer {
    let Some(side) = side else { return Answer::open("there are several") };
    match side.get(name) {
        Some(found) => text(&found.value, absence),
        None if !side.whole => Answer::open("a dynamic block may make the attribute"),
        None if side.presence(name) != Presence::Absent => {
            Answer::open("an attribute whose name is not known")
        }
        None => match absence {
            Absence::Answers => Answer::One,
            Absence::Is(why) => Answer::open(why),
        },
    }
}

/// Whether the side is surely one of `wanted`.
fn scoped(side: Option<&Side>, wanted: &[Presence]) -> Answer {
    let Some(side) = side else { return Answer::open("there are several") };
    let found = side.is_scoped();
    let why = match found {
        Presence::Set => "it is set",
        Presence::Absent => "it is surely absent",
        Presence::Maybe if !side.whole => "a dynamic block may make the attribute",
        Presence::Maybe => return maybe(side),
    };
    Answer::only_if(wanted.contains(&found), why)
}

/// Why nobody knows whether the side is scoped: the first attribute of which nobody knows whether it
/// is there.
fn maybe(side: &Side) -> Answer {
    const WIDE: [&str; 4] = ["accountId", "serviceName", "region", "resourceType"];
    let narrow = side.attributes.iter().filter(|one| !WIDE.iter().any(|name| one.is_called(name)));
    let open = narrow.map(|one| presence(&one.value)).find(|answer| *answer != Answer::One);
    match open {
        Some(Answer::Several) => Answer::open("a condition decides whether it is there"),
        Some(answer) => answer,
        None => Answer::open("an attribute that may or may not narrow it"),
    }
}
