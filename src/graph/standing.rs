//! How a gateway stands: let in by a policy, by none, or by one that is nearly right.

use super::access::{Fitting, Seen};
use super::target::instance_key;
use super::{Account, Answer, Fit, Grant, Target};
use crate::model::AuthorizationPolicy;
use std::collections::{HashMap, HashSet};

/// How a gateway that leads into an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    /// The policy for it exchanges the two accounts.
    Swapped,
    /// The policy for it does not say whose gateway it is.
    WithoutSource,
    /// The policy for it is about another account.
    WrongAccount,
    /// The policy for it is about another service or instance.
    Missed,
    /// Its target is in another account, and nothing lets it in.
    Unauthorized,
}

/// A standing, and the policies that are nearly right: what is wrong with each, and its number in
/// [`super::Access::grants`].
pub(super) type Stands = (Standing, Vec<(Standing, usize)>);

/// How the gateway with this target stands.
pub(super) fn of(target: &Target<'_>, fitting: &Fitting, seen: &Seen<'_, '_>) -> Stands {
    let plain = |standing| (standing, Vec::new());
    let home = target.is_at_home();
    if home == Answer::Yes {
        return plain(Standing::Home);
    }
    if target.is_private_path {
        return plain(Standing::Unknown);
    }
    let grant = |at: usize| seen.grants.get(at);
    let is_without = |(at, fit): &&(usize, Fit)| {
        grant(*at).is_some_and(|grant| lacks_source(grant, fit, target))
    };
    let others = fitting.fits.iter().filter(|one| !is_without(one));
    let letting = others.filter(|(_, fit)| fit.covers() != Answer::No);
    let letting: Vec<usize> = numbers(letting);
    // One whose roles are of no use to a gateway lets none in: a rule of its own says so.
    let lets_none =
        |policy: &AuthorizationPolicy| policy.is_for_endpoint_gateways() && policy.is_blind();
    if letting.iter().any(|at| grant(*at).is_none_or(|grant| !lets_none(grant.policy))) {
        return plain(Standing::LetIn);
    }
    let without = fitting.fits.iter().filter(is_without);
    let mut nearly = wrong(Standing::WithoutSource, numbers(without));
    let is_sure = !fitting.cut && seen.graph.hides_policy(target).is_none();
    let meant = letting.len() + nearly.len();
    let rest = others_nearly_right(target, fitting, seen, &nearly, meant > 0);
    nearly.extend(rest.iter().copied().filter(|_| is_sure));
    let standing = match (letting.is_empty(), home) {
        (false, _) => Standing::LetIn,
        _ if meant > 0 => Standing::WithoutSource,
        (_, Answer::Unknown) if rest.is_empty() => Standing::Unknown,
        _ if fitting.cut => Standing::TooMany,
        _ if !is_sure => Standing::Hidden,
        _ => nearly.first().map_or(Standing::Unauthorized, |(standing, _)| *standing),
    };
    (standing, nearly)
}

/// The policies that are nearly right beside those in `said`. Where others are `meant` for the gateway,
/// only what surely is for it, too, counts.
fn others_nearly_right(
    target: &Target<'_>,
    fitting: &Fitting,
    seen: &Seen<'_, '_>,
    said: &[(Standing, usize)],
    meant: bool,
) -> Vec<(Standing, usize)> {
    let mut found = wrong(Standing::Swapped, swapped(target, fitting, seen));
    let is_said = |at: usize| found.iter().chain(said).any(|(_, one)| *one == at);
    // What lets gateways of the target's account in is not for one that leads into it.
    let lets_theirs = |at: usize| {
        let source = seen.grants.get(at).and_then(|grant| grant.source_account.as_ref());
        same(source, target.account.as_ref()) == Answer::Yes
    };
    let left = fitting.fits.iter().filter(|(at, _)| !is_said(*at) && !lets_theirs(*at));
    let elsewhere = wrong_account(left, meant || !found.is_empty());
    found.extend(wrong(Standing::WrongAccount, elsewhere));
    if !meant && found.is_empty() {
        found = wrong(Standing::Missed, missed(target, seen).into_iter().collect());
    }
    found
}

/// Takes back what is said of a policy on account of one gateway where it is evidently for another, or
/// where nobody knows for which of several it was meant: they lack one.
pub(super) fn settle(all: &mut [Stands], targets: &[Target<'_>]) {
    let mut claimed = HashMap::<usize, HashSet<Standing>>::new();
    let mut missed = HashMap::<usize, HashSet<_>>::new();
    for ((_, nearly), target) in all.iter().zip(targets) {
        for (how, at) in nearly {
            claimed.entry(*at).or_default().insert(*how);
            if *how == Standing::Missed {
                let instance = target.instance.as_ref().map(instance_key);
                missed.entry(*at).or_default().insert((&target.service, instance));
            }
        }
    }
    let stays = |(how, at): &(Standing, usize)| {
        let is_claimed = |other| claimed.get(at).is_some_and(|all| all.contains(&other));
        match how {
            Standing::WrongAccount => !is_claimed(Standing::WithoutSource),
            Standing::Missed => {
                missed.get(at).is_some_and(|all| all.len() == 1)
                    && claimed.get(at).is_some_and(|all| all.len() == 1)
            }
            _ => true,
        }
    };
    for ((standing, nearly), target) in all.iter_mut().zip(targets) {
        let before = nearly.len();
        nearly.retain(stays);
        if *standing == Standing::LetIn || nearly.len() == before {
            continue;
        }
        *standing = match nearly.first() {
            Some((first, _)) => *first,
            None if target.is_at_home() == Answer::No => Standing::Unauthorized,
            None => Standing::Unknown,
        };
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

fn wrong(how: Standing, policies: Vec<usize>) -> Vec<(Standing, usize)> {
    policies.into_iter().map(|at| (how, at)).collect()
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
        let elsewhere = fit.target_account == Answer::No;
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

/// The policies about the target that say that it is in another account. Unless others are `meant` for
/// the gateway, none may say anything else; where there are, they have to name the very instance.
fn wrong_account<'f>(fits: impl Iterator<Item = &'f (usize, Fit)>, meant: bool) -> Vec<usize> {
    let about = fits.filter(|(_, fit)| {
        (fit.names_kind || fit.kind != Answer::Yes)
            && fit.service != Answer::No
            && fit.instance != Answer::No
            && fit.source_account != Answer::No
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
