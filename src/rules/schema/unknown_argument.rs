use crate::finding::{Findings, Level};
use crate::model::{Fault, FaultKind, Meant, Rename, Resource};
use crate::{rule::Context, rules::shared};

/// A longer list of names is no help.
const MOST: usize = 6;

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (resource, fault) in cx.model.faults() {
        match &fault.kind {
            FaultKind::Unknown { known, meant } => {
                unknown(resource, fault, known, meant.as_ref(), found);
            }
            FaultKind::ServerSet => {
                let finding = found
                    .at(resource, &fault.at, format!("only IBM Cloud sets `{}`", fault.name))
                    .help("drop it before you create anything from this file")
                    .at_most(Level::Info);
                // Whether the file is kept as a record or to create something, nobody can tell.
                if let Some(member) = resource.member(fault.at.span) {
                    finding.remove("drop it", member).unsure();
                }
            }
            _ => {}
        }
    }
}

fn unknown(
    resource: &Resource,
    fault: &Fault,
    known: &[String],
    meant: Option<&Meant>,
    found: &mut Findings,
) {
    let (owner, word) = (shared::owner(resource, fault), shared::word(resource));
    let finding =
        found.at(resource, &fault.at, format!("`{}` is no {word} of {owner}", fault.name));
    let Some(Meant::Name(name, rename)) = meant else {
        match meant {
            Some(Meant::Advice(advice)) => finding.help(advice),
            _ if known.len() > MOST => {
                finding.help(format!("remove it, or look up what {owner} takes"))
            }
            _ => finding.help(format!("remove it: {owner} takes {}", shared::listed(known, "and"))),
        };
        // Whether an API refuses a member that it does not know, it does not say.
        if meant.is_none() && word == "member" {
            finding.at_most(Level::Warning);
        }
        return;
    };
    match rename {
        Rename::Taken => finding.help(format!("remove it: `{name}` is there as well")),
        Rename::Unfit(Some(wanted)) => {
            finding.help(format!("write `{name}`, which has to be {wanted}"))
        }
        Rename::Guess => finding.help(format!("write `{name}`, if that is what is meant")),
        Rename::Unfit(None) | Rename::Enough => finding.help(format!("write `{name}`")),
    };
    let title = format!("rename it to `{name}`");
    match rename {
        Rename::Taken | Rename::Unfit(_) => {}
        Rename::Guess => {
            finding.rewrite(&title, fault.at.span, &shared::spelled(resource, name)).unsure();
        }
        Rename::Enough => {
            finding.rewrite(&title, fault.at.span, &shared::spelled(resource, name));
        }
    }
}
