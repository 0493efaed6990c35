use crate::{
    catalog,
    finding::Findings,
    model::{CTYPES, Crn, Field, SEGMENTS, is_account_id, is_guid},
    rule::Context,
};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for (owner, one) in cx.model.crns() {
        let Some(fault) = fault(one) else { continue };
        let finding = found.at(owner, one, fault.message).help(fault.help);
        match fault.instead {
            Some((instead, true)) => finding.respell("mend the CRN", one, &instead),
            Some((instead, false)) => finding.suggest("mend the CRN", one, &instead),
            None => finding,
        };
    }
}

/// What is wrong, what to do, and the right CRN with whether that is sure.
struct Fault {
    message: String,
    help: String,
    instead: Option<(String, bool)>,
}

fn fault(one: &Field) -> Option<Fault> {
    let Some(crn) = Crn::of(one) else {
        let text = one.text().map(str::trim).filter(|text| !text.is_empty())?;
        return Some(Fault {
            message: format!("`{text}` is not a CRN"),
            help: "write the whole name, which begins with `crn:v1:bluemix:public:`".to_owned(),
            instead: None,
        });
    };
    let parts: Vec<&str> = crn.segments().collect();
    count(&crn, &parts)
        .or_else(|| misplaced(&crn))
        .or_else(|| start(&crn, &parts))
        .or_else(|| service(&crn))
        .or_else(|| scope(&crn))
}

/// Too few or too many parts.
fn count(crn: &Crn, parts: &[&str]) -> Option<Fault> {
    if !crn.is_whole() {
        return None;
    }
    let text = parts.join(":");
    let extra = parts.get(9).map_or(0, |last| last.chars().filter(|c| *c == ':').count());
    let (instead, help) = match parts {
        [.., instance] if parts.len() == 8 && is_guid(instance) => {
            (Some(format!("{text}::")), "the CRN of an instance ends in `::`")
        }
        [.., instance, ""] if parts.len() == 9 && is_guid(instance) => {
            (Some(format!("{text}:")), "the CRN of an instance ends in `::`")
        }
        ["crn", "v1", "bluemix", service, ..]
            if parts.len() == 9 && catalog::service(service).is_some() =>
        {
            let start = "crn:v1:bluemix:";
            (Some(text.replacen(start, "crn:v1:bluemix:public:", 1)), "`public` is missing")
        }
        // What is inside an instance may have colons in its name, but hardly nothing else.
        [.., last] if extra == last.len() && extra > 0 && misplaced(crn).is_none() => (
            Some(text.trim_end_matches(':').to_owned() + "::"),
            "the CRN of an instance ends in `::`",
        ),
        _ if parts.len() < SEGMENTS => {
            (None, "a part that does not apply stays empty, but keeps its colon")
        }
        _ => return None,
    };
    Some(Fault {
        message: format!(
            "a CRN with {} parts, where there are always {SEGMENTS}",
            parts.len() + extra
        ),
        help: help.to_owned(),
        instead: instead.map(|instead| (instead, false)),
    })
}

/// The account stands in another place than the seventh.
fn misplaced(crn: &Crn) -> Option<Fault> {
    let is_scope = |at: &usize| {
        crn.get(*at).and_then(|part| part.strip_prefix("a/")).is_some_and(is_account_id)
    };
    let (at, place) = [(5, "sixth"), (7, "eighth"), (8, "ninth")]
        .into_iter()
        .find(|(at, _)| is_scope(at) && !is_scope(&6))?;
    Some(Fault {
        message: format!(
            "`{}` is the {place} part of a CRN, where it has to be the seventh",
            crn.get(at)?
        ),
        help: "count the colons in front of it: a part is missing or too many".to_owned(),
        instead: None,
    })
}

/// `crn:v1:bluemix:public`, or another of three kinds of cloud.
fn start(crn: &Crn, parts: &[&str]) -> Option<Fault> {
    let wanted = ["crn", "v1", "bluemix"];
    if let Some((at, meant)) =
        wanted.iter().enumerate().find(|(at, wanted)| parts.get(*at).is_some_and(|p| p != *wanted))
    {
        return Some(Fault {
            message: format!("a CRN with `{}` in the place of `{meant}`", crn.get(at)?),
            help: "begin it with `crn:v1:bluemix:public:`".to_owned(),
            instead: replaced(crn, at, meant),
        });
    }
    let kind = crn.get(3).filter(|kind| !CTYPES.contains(kind))?;
    Some(Fault {
        message: format!("a CRN with `{kind}` in the place of `public`"),
        help: "its fourth part is `public`, rarely `dedicated` or `local`".to_owned(),
        instead: catalog::nearest(kind, CTYPES.into_iter())
            .and_then(|meant| replaced(crn, 3, meant)),
    })
}

/// Small letters, digits and `-`, and a dot in front of the name of a part of the service.
fn service(crn: &Crn) -> Option<Fault> {
    let service = crn.service().filter(|_| !crn.may_be_service())?;
    let meant = catalog::service_alias(service);
    Some(Fault {
        message: format!("`{service}` in a CRN is not the name of a service"),
        help: meant.map_or_else(
            || "its fifth part has small letters, digits and `-`, such as `kms`".to_owned(),
            |meant| format!("write `{meant}`"),
        ),
        instead: meant.and_then(|meant| replaced(crn, 4, meant)),
    })
}

/// Empty, or `a/` and an account; rarely an organization or a space.
fn scope(crn: &Crn) -> Option<Fault> {
    let scope = crn.scope().filter(|scope| !scope.is_empty())?;
    if is_account_id(scope) {
        return Some(Fault {
            message: format!("the account ID `{scope}` without `a/` in a CRN"),
            help: "write `a/` in front of it".to_owned(),
            instead: replaced(crn, 6, &format!("a/{scope}")).map(|(text, _)| (text, true)),
        });
    }
    let message = match scope.split_once('/') {
        Some(("a", id)) if is_account_id(id.trim()) => return None,
        Some(("a", id)) => format!("`{id}` in a CRN is not an account ID"),
        Some(("o" | "s", id)) if !id.is_empty() => return None,
        _ => format!("`{scope}` in a CRN is not the scope of anything"),
    };
    let help =
        "the seventh part of a CRN is `a/` and an account ID of 32 digits, 0 to 9 and a to f";
    Some(Fault { message, help: help.to_owned(), instead: None })
}

/// The CRN with another text in one place, if all of it is known; a person has to confirm it.
fn replaced(crn: &Crn, at: usize, text: &str) -> Option<(String, bool)> {
    let parts = crn.segments().enumerate();
    let parts: Vec<&str> =
        parts.map(|(index, part)| if index == at { text } else { part }).collect();
    crn.is_whole().then(|| (parts.join(":"), false))
}
