//! How a gateway stands: let in by a policy, by none, or by one that is nearly right.

use super::access::{Fitting, Seen};
use super::target::instance_key;
use super::{Account, Answer, Fit, Grant, Target};
use std::collections::{HashMap, HashSet};

/// How a gateway that leads into an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its target is in its own account, and nobody has to let it in.
    Home,
    /// A policy lets it in, or may.
    LetIn,
    /// It cannot be decided.
    Unknown,
    /// It cannot be decided, since a policy may stand where nobody could look.
    Hidden,
    /// It cannot be decided, since more policies may be for it than are compared.
    TooMany,
    /// Its target is in another account, and the policy that is meant for it has this mistake.
    Mistaken(Mistake),
    /// Its target is in another account, and nothing lets it in.
    Unauthorized,
}

/// What keeps a policy that is evidently meant for a gateway from letting it in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mistake {
    /// It exchanges the two accounts.
    Swapped,
    /// It does not say whose gateway it is.
    WithoutSource,
    /// Its source is the account of the target, whose gateways need no policy.
    OwnSource,
    /// It is about another account, or is created in another one.
    WrongAccount,
    /// It is about another service or instance.
    Missed,
}

/// A policy that is nearly right for a gateway: what is wrong with it, and its number in
/// [`super::Access::grants`].
pub(super) type Nearly = (Mistake, usize);

/// All that is said of a gateway.
#[derive(Debug)]
pub(super) struct Stands {
    /// How it stands.
    pub(super) how: Standing,
    /// The policies that are nearly right for it.
    pub(super) nearly: Vec<Nearly>,
}

/// How the gateway with this target stands. The first of these that is so counts:
///
/// | what is so | how it stands | what is nearly right |
/// |---|---|---|
/// | the target is in its own account | at home | |
/// | the target lets others in by policies of its own | unknown | |
/// | a policy covers it, or may | let in | |
/// | a policy does whose roles are of no use, as a rule of its own says | let in | whatever else is meant for it |
/// | a policy for it does not say whose gateway it is | mistaken | that, and whatever else is meant for it |
/// | the target may be in its own account, and nothing is nearly right | unknown | |
/// | more policies may be for it than are compared | too many | |
/// | a policy may stand where nobody could look | hidden | |
/// | a policy is nearly right | mistaken | all of them |
/// | nothing of that | unauthorized | |
pub(super) fn of(target: &Target<'_>, fitting: &Fitting, seen: &Seen<'_, '_>) -> Stands {
    let plain = |how| Stands { how, nearly: Vec::new() };
    let home = target.is_at_home();
    if home == Answer::Yes {
        return plain(Standing::Home);
    }
    if target.is_private_path {
        return plain(Standing::Unknown);
    }
    let fits = fitting.fits.iter().filter_map(|(at, fit)| Some((*at, fit, seen.grants.get(*at)?)));
    let (without, others): (Vec<_>, Vec<_>) =
        fits.partition(|(_, fit, grant)| lacks_source(grant, fit, target));
    let covering = others.into_iter().filter(|(_, fit, _)| fit.covers() != Answer::No);
    let (useless, useful): (Vec<_>, Vec<_>) = covering.partition(|(_, _, grant)| {
        grant.policy.is_for_endpoint_gateways() && grant.policy.is_blind()
    });
    if !useful.is_empty() {
        return plain(Standing::LetIn);
    }
    let mut nearly = all(Mistake::WithoutSource, without.iter().map(|(at, ..)| *at));
    let meant = !useless.is_empty() || !nearly.is_empty();
    let is_seen = !fitting.cut && seen.graph.hides_policy(target).is_none();
    let rest = others_nearly_right(target, fitting, seen, &nearly, meant);
    let is_open = home == Answer::Unknown && rest.is_empty();
    let how = match nearly.first().or(rest.first()) {
        _ if !useless.is_empty() => Standing::LetIn,
        Some((mistake, _)) if !nearly.is_empty() => Standing::Mistaken(*mistake),
        _ if is_open => Standing::Unknown,
        _ if fitting.cut => Standing::TooMany,
        _ if !is_seen => Standing::Hidden,
        Some((mistake, _)) => Standing::Mistaken(*mistake),
        None => Standing::Unauthorized,
    };
    // Where something was not seen, the right one may be there.
    nearly.extend(rest.into_iter().filter(|_| is_seen));
    Stands { how, nearly }
}

/// The policies that are nearly right beside those in `said`. Where others are `meant` for the gateway,
/// only what surely is for it, too, counts.
fn others_nearly_right(
    target: &Target<'_>,
    fitting: &Fitting,
    seen: &Seen<'_, '_>,
    said: &[Nearly],
    meant: bool,
) -> Vec<Nearly> {
    let mut found = all(Mistake::Swapped, swapped(target, fitting, seen));
    let is_said = |at: usize| found.iter().chain(said).any(|(_, one)| *one == at);
    // What lets gateways of the target's account in is not for one that leads into it.
    let lets_theirs = |at: usize| {
        let source = seen.grants.get(at).and_then(|grant| grant.source_account.as_ref());
        same(source, target.account.as_ref()) == Answer::Yes
    };
    let left = fitting.fits.iter().filter(|(at, _)| !is_said(*at) && !lets_theirs(*at));
    let elsewhere = wrong_account(left, target, seen, meant || !found.is_empty());
    found.extend(all(Mistake::WrongAccount, elsewhere));
    if !meant && found.is_empty() {
        found = all(Mistake::OwnSource, own_source(fitting, seen));
    }
    if !meant && found.is_empty() {
        found = all(Mistake::Missed, missed(target, seen));
    }
    found
}

/// Takes back what is said of a policy on account of one gateway where it is evidently for another, or
/// where nobody knows for which of several it was meant: they lack one.
pub(super) fn settle(stands: &mut [Stands], targets: &[Target<'_>]) {
    let mut mistakes = HashMap::<usize, HashSet<Mistake>>::new();
    let mut meant = HashMap::<Nearly, HashSet<_>>::new();
    for (one, target) in stands.iter().zip(targets) {
        for nearly in &one.nearly {
            mistakes.entry(nearly.1).or_default().insert(nearly.0);
            meant.entry(*nearly).or_default().insert(would_be_for(nearly.0, target));
        }
    }
    let stays = |nearly: &Nearly| {
        let has = |other| mistakes.get(&nearly.1).is_some_and(|all| all.contains(&other));
        let is_one = meant.get(nearly).is_some_and(|all| all.len() == 1);
        match nearly.0 {
            Mistake::OwnSource => is_one,
            Mistake::WrongAccount => is_one && !has(Mistake::WithoutSource),
            Mistake::Missed => is_one && mistakes.get(&nearly.1).is_some_and(|all| all.len() == 1),
            Mistake::Swapped | Mistake::WithoutSource => true,
        }
    };
    for (one, target) in stands.iter_mut().zip(targets) {
        let before = one.nearly.len();
        one.nearly.retain(stays);
        if one.how == Standing::LetIn || one.nearly.len() == before {
            continue;
        }
        one.how = match one.nearly.first() {
            Some((mistake, _)) => Standing::Mistaken(*mistake),
            None if target.is_at_home() == Answer::No => Standing::Unauthorized,
            None => Standing::Unknown,
        };
    }
}

/// What a policy with this mistake would have to name to be for the target: one of these only.
fn would_be_for<'t>(
    mistake: Mistake,
    target: &'t Target<'_>,
) -> (Option<&'t Account>, Option<&'t str>, Option<String>) {
    match mistake {
        Mistake::OwnSource => (target.from.as_ref(), None, None),
        Mistake::WrongAccount => (target.account.as_ref(), None, None),
        Mistake::Missed => {
            let instance = target.instance.as_ref().map(instance_key);
            (None, target.service.as_deref(), instance)
        }
        Mistake::Swapped | Mistake::WithoutSource => (None, None, None),
    }
}

fn numbers<'a>(fits: impl Iterator<Item = &'a (usize, Fit)>) -> Vec<usize> {
    fits.map(|(at, _)| *at).collect()
}

fn same(one: Option<&Account>, other: Option<&Account>) -> Answer {
    match (one, other) {
        (Some(one), Some(other)) => one.is_same(other),
        _ => Answer::Unknown,
    }
}

/// These policies, all with that mistake.
fn all(mistake: Mistake, policies: impl IntoIterator<Item = usize>) -> Vec<Nearly> {
    policies.into_iter().map(|at| (mistake, at)).collect()
}

/// Whether the policy is about the target and leaves the source account to the provider, whose own it
/// is then, while the gateway is in another one or of another provider configuration.
fn lacks_source(grant: &Grant<'_>, fit: &Fit, target: &Target<'_>) -> bool {
    let (policy, gateway) = (&grant.policy.resource, &target.gateway.resource);
    let other_provider = policy.world == gateway.world && policy.provider != gateway.provider;
    grant.lacks_source_account()
        && grant.policy.is_for_endpoint_gateways()
        && fit.is_about_it()
        && fit.target_account != Answer::No
        && fit.rest == Answer::Yes
        && (fit.source_account == Answer::No
            || fit.source_account == Answer::Unknown && other_provider)
}

/// The policies that name the target's account as the source, and surely the very instance that the
/// gateway leads to: one that is about any other lets the target's account in, as two accounts may well
/// do with each other.
fn swapped(target: &Target<'_>, fitting: &Fitting, seen: &Seen<'_, '_>) -> Vec<usize> {
    let is_swapped = |(at, fit): &&(usize, Fit)| {
        let Some(grant) = seen.grants.get(*at) else { return false };
        let theirs = same(grant.source_account.as_ref(), target.account.as_ref());
        let ours = same(grant.target_account.as_ref(), target.from.as_ref());
        // The instance is in the target's account, and the policy looks for it in another.
        let named = same(grant.target_account.as_ref(), target.account.as_ref());
        let elsewhere = named == Answer::No;
        theirs == Answer::Yes
            && fit.names_its_target()
            && (ours == Answer::Yes && target.is_at_home() == Answer::No || elsewhere)
            && !seen.letting.contains(at)
    };
    let swapped = numbers(fitting.fits.iter().filter(is_swapped));
    // Two accounts may well let each other in.
    let mutual = |other: &Target<'_>| {
        other.service == target.service
            && same(other.from.as_ref(), target.account.as_ref()) == Answer::Yes
    };
    if swapped.is_empty() || seen.targets.iter().any(mutual) { Vec::new() } else { swapped }
}

/// The policies of that very instance that would let the gateway in if their source were not the account
/// of the target.
fn own_source(fitting: &Fitting, seen: &Seen<'_, '_>) -> Vec<usize> {
    let is_it = |(at, fit): &&(usize, Fit)| {
        fit.source_account == Answer::No
            && fit.target_account == Answer::Yes
            && fit.rest == Answer::Yes
            && fit.names_its_target()
            && seen.grants.get(*at).is_some_and(Grant::is_within_one_account)
    };
    numbers(fitting.fits.iter().filter(is_it))
}

/// The policies about the target that say that it is in another account, or are created in another. Unless others are `meant` for
/// the gateway, none may say anything else; where there are, they have to name the very instance. One that
/// names none was left in the account of the gateway; in a third one it may well be for what is there.
fn wrong_account<'f>(
    fits: impl Iterator<Item = &'f (usize, Fit)>,
    target: &Target<'_>,
    seen: &Seen<'_, '_>,
    meant: bool,
) -> Vec<usize> {
    let is_left_at_home = |at: usize| {
        let account = seen.grants.get(at).and_then(|grant| grant.target_account.as_ref());
        same(account, target.from.as_ref()) == Answer::Yes
    };
    let is_for_another = |at: usize, fit: &Fit| {
        let is_there = seen.letting.contains(&at) || !fit.names_instance && !is_left_at_home(at);
        fit.target_account == Answer::No && is_there
    };
    let about = fits.filter(|(at, fit)| {
        (fit.names_kind || fit.kind != Answer::Yes)
            && fit.service != Answer::No
            && fit.instance != Answer::No
            && fit.source_account != Answer::No
            && !is_for_another(*at, fit)
    });
    let is_wrong = |(_, fit): &&(usize, Fit)| {
        let is_meant = fit.names_instance || !meant && fit.source_account == Answer::Yes;
        fit.is_about_it() && fit.target_account == Answer::No && is_meant
    };
    let (elsewhere, others): (Vec<_>, Vec<_>) = about.partition(is_wrong);
    if meant || others.is_empty() { numbers(elsewhere.into_iter()) } else { Vec::new() }
}

/// The only policy from the gateway's account into the target's, where it is about another instance of
/// the service, or names the instance and another service. What shares neither is just another policy.
fn missed(target: &Target<'_>, seen: &Seen<'_, '_>) -> Option<usize> {
    let accounts = (target.from.clone()?, target.account.clone()?);
    let [at] = seen.by_accounts.get(&accounts)?.as_slice() else { return None };
    let fit = seen.grants.get(*at)?.fit(target);
    let excludes = match fit.service {
        Answer::Yes => fit.instance == Answer::No,
        Answer::No => fit.names_instance,
        Answer::Unknown => false,
    };
    (fit.kind == Answer::Yes && excludes && !seen.letting.contains(at)).then_some(*at)
}
