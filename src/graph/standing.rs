//! How a gateway stands: let in by a policy, by none, or by one that is nearly right.

use super::access::{Fitting, Seen};
use super::{Answer, Fit, Grant, Target};

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

/// A standing, and the policies that are nearly right: numbers in [`super::Access::grants`].
pub(super) type Stands = (Standing, Vec<usize>);

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
    let is_without = |(at, fit): &&(usize, Fit)| {
        seen.grants.get(*at).is_some_and(|grant| lacks_source(grant, fit, target))
    };
    let mut others = fitting.fits.iter().filter(|one| !is_without(one));
    if others.any(|(_, fit)| fit.covers() != Answer::No) {
        return plain(Standing::LetIn);
    }
    let without = numbers(fitting.fits.iter().filter(is_without));
    if !without.is_empty() {
        return (Standing::WithoutSource, without);
    }
    let sure = if home == Answer::No { Standing::Unauthorized } else { Standing::Unknown };
    let wrong = swapped(target, fitting, seen)
        .or_else(|| wrong_account(fitting))
        .or_else(|| missed(target, seen))
        .unwrap_or_else(|| plain(sure));
    match wrong.0 {
        Standing::Unknown => wrong,
        _ if fitting.cut => plain(Standing::Unknown),
        _ if seen.graph.hides_policy(target).is_some() => plain(Standing::Hidden),
        _ => wrong,
    }
}

fn numbers<'a>(fits: impl Iterator<Item = &'a (usize, Fit)>) -> Vec<usize> {
    fits.map(|(at, _)| *at).collect()
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
fn swapped(target: &Target<'_>, fitting: &Fitting, seen: &Seen<'_, '_>) -> Option<Stands> {
    let same = |one: Option<&super::Account>, other: Option<&super::Account>| match (one, other) {
        (Some(one), Some(other)) => one.is_same(other),
        _ => Answer::Unknown,
    };
    let is_swapped = |(at, fit): &&(usize, Fit)| {
        let Some(grant) = seen.grants.get(*at) else { return false };
        let theirs = same(grant.source_account.as_ref(), target.account.as_ref());
        let ours = same(grant.target_account.as_ref(), target.from.as_ref());
        // The instance is in the target's account, and the policy looks for it in another.
        let elsewhere = fit.target_account == Answer::No;
        theirs == Answer::Yes
            && fit.is_about_it()
            && fit.names_instance
            && (ours == Answer::Yes && target.is_at_home() == Answer::No || elsewhere)
            && !seen.letting.contains(at)
    };
    let swapped = numbers(fitting.fits.iter().filter(is_swapped));
    // Two accounts may well let each other in.
    let mutual = |other: &Target<'_>| {
        other.service == target.service
            && same(other.from.as_ref(), target.account.as_ref()) == Answer::Yes
    };
    (!swapped.is_empty() && !seen.targets.iter().any(mutual))
        .then_some((Standing::Swapped, swapped))
}

/// The policies about the target, where all of them say that the target is in another account.
fn wrong_account(fitting: &Fitting) -> Option<Stands> {
    let about = fitting.fits.iter().filter(|(_, fit)| {
        fit.kind != Answer::No
            && fit.service != Answer::No
            && fit.instance != Answer::No
            && fit.source_account != Answer::No
    });
    let about: Vec<&(usize, Fit)> = about.collect();
    let is_wrong = |(_, fit): &&(usize, Fit)| {
        let is_meant = fit.source_account == Answer::Yes || fit.names_instance;
        fit.is_about_it() && fit.target_account == Answer::No && is_meant
    };
    let all = !about.is_empty() && about.iter().all(is_wrong);
    all.then(|| (Standing::WrongAccount, numbers(about.into_iter())))
}

/// The only policy from the gateway's account into the target's, where it is about something else.
fn missed(target: &Target<'_>, seen: &Seen<'_, '_>) -> Option<Stands> {
    let accounts = (target.from.clone()?, target.account.clone()?);
    let [at] = seen.by_accounts.get(&accounts)?.as_slice() else { return None };
    let fit = seen.grants.get(*at)?.fit(target);
    let excludes = fit.service == Answer::No || fit.instance == Answer::No;
    let is_it = fit.kind == Answer::Yes && excludes && !seen.letting.contains(at);
    is_it.then(|| (Standing::Missed, vec![*at]))
}
