//! Which policies let which endpoint gateways in: may S reach T?

use super::standing::{self, Nearly, Stands};
use super::target::instance_key;
use super::{Account, Answer, Fit, Grant, Graph, Mistake, Standing, Target};
use crate::model::{AuthorizationPolicy, EndpointGateway, Exists, Gap, Hides, Model, SideForm};
use std::collections::{BTreeSet, HashMap, HashSet};

/// The gateways that lead to something of a single account, the policies that may be for endpoint
/// gateways, and how they fit.
#[derive(Debug)]
pub struct Access<'a> {
    /// The gateways.
    pub targets: Vec<Target<'a>>,
    /// The policies.
    pub grants: Vec<Grant<'a>>,
    /// How each gateway stands, in their order.
    standings: Vec<Stands>,
    /// The policies that may be for each gateway, with how they fit.
    fits: Vec<Fitting>,
    /// The gateways whose target hangs on a decision.
    pub undecided: Vec<Undecided<'a>>,
    /// The numbers of a gateway and of a policy that is misplaced beside it.
    misplaced: Vec<(usize, usize)>,
    /// The numbers of those that none needs: several rules ask.
    needless: Vec<usize>,
}

/// A gateway whose target hangs on a decision, and that leads into another account for one outcome.
#[derive(Debug)]
pub struct Undecided<'a> {
    /// The gateway.
    pub gateway: &'a EndpointGateway,
    /// The accounts that it may lead into, where nothing lets it in whatever is decided.
    pub refused_by: Option<BTreeSet<String>>,
    /// The policies that are nearly right for it for one outcome.
    nearly: Vec<Nearly>,
}

/// The policies that may be for one gateway.
#[derive(Debug, Default)]
pub(super) struct Fitting {
    /// Which, and how well.
    pub(super) fits: Vec<(usize, Fit)>,
    /// There are more than were looked at.
    pub(super) cut: bool,
}

/// A policy that names the very thing a gateway leads to, and that is created by the provider
/// configuration of that gateway, though the thing is not in the account that it is for.
#[derive(Debug)]
pub struct Misplaced<'g, 'a> {
    /// The gateway.
    pub target: &'g Target<'a>,
    /// The policy.
    pub grant: &'g Grant<'a>,
    /// How the two fit.
    pub fit: Fit,
    /// The account whose gateways the policy lets in.
    pub source: &'g str,
    /// The account that the gateway leads into.
    pub theirs: &'g str,
}

/// The numbers of policies by what they name. What names an instance is looked up by that alone.
#[derive(Default)]
struct Index {
    by_instance: HashMap<String, Vec<usize>>,
    /// The instance is not known, or not by a text; by service, where that is known.
    open: HashMap<Option<String>, Vec<usize>>,
    /// The instance is a known text; by service.
    known: HashMap<Option<String>, Vec<usize>>,
}

/// No more policies than these are compared with one gateway beside those of its very instance.
const MOST: usize = 100;

impl<'a> Access<'a> {
    /// What there is in the model of `graph`.
    pub(super) fn new(graph: &Graph<'a>) -> Self {
        let gateways = graph.model().gateways.iter();
        let targets: Vec<Target<'a>> =
            gateways.filter_map(|gateway| Target::of(graph, gateway)).collect();
        let policies = graph.model().policies.iter();
        let grants: Vec<Grant<'a>> =
            policies.filter_map(|policy| Grant::of(graph, policy)).collect();
        let index = Index::of(&grants);
        let fits: Vec<Fitting> =
            targets.iter().map(|target| index.fitting(target, &grants)).collect();
        let by_accounts = by_accounts(&grants);
        let letting: HashSet<usize> = fits
            .iter()
            .flat_map(|fitting| &fitting.fits)
            .filter(|(_, fit)| fit.covers() != Answer::No)
            .map(|(at, _)| *at)
            .collect();
        let seen = Seen { graph, grants: &grants, targets: &targets, by_accounts, letting };
        let standings = targets.iter().zip(&fits);
        let mut standings: Vec<Stands> =
            standings.map(|(target, fitting)| standing::of(target, fitting, &seen)).collect();
        standing::settle(&mut standings, &targets);
        let gateways = graph.model().gateways.iter();
        let undecided =
            gateways.filter_map(|gateway| Undecided::of(gateway, &index, &seen)).collect();
        let (misplaced, needless) = (Vec::new(), Vec::new());
        let mut access = Self { targets, grants, standings, fits, undecided, misplaced, needless };
        access.misplaced = access.find_misplaced();
        access.needless = access.find_needless();
        access
    }

    /// The gateways with how they stand, and the policies that may be for each.
    pub fn each(
        &self,
    ) -> impl Iterator<Item = (&Target<'a>, Standing, impl Iterator<Item = (&Grant<'a>, Fit)>)>
    {
        let all = self.targets.iter().zip(&self.standings).zip(&self.fits);
        all.map(|((target, standing), fitting)| {
            let fits = fitting.fits.iter();
            let fits = fits.filter_map(|(at, fit)| Some((self.grants.get(*at)?, *fit)));
            (target, standing.how, fits)
        })
    }

    /// Each gateway with every policy that has this mistake and is right for it otherwise, and whether
    /// another policy is evidently for the gateway, too, be it right or mistaken in another way.
    pub fn mistaken(
        &self,
        mistake: Mistake,
    ) -> impl Iterator<Item = (&Target<'a>, &Grant<'a>, bool)> {
        self.targets.iter().zip(&self.standings).flat_map(move |(target, stands)| {
            let is_it = move |(what, _): &&Nearly| *what == mistake;
            let others =
                stands.how == Standing::LetIn || !stands.nearly.iter().all(|one| is_it(&one));
            let policies = stands.nearly.iter().filter(is_it);
            policies.filter_map(move |(_, at)| Some((target, self.grants.get(*at)?, others)))
        })
    }

    /// The policies that are created beside a gateway which others may let in. Where another one surely
    /// does, nobody needs them, wherever they are created; and one for another gateway to the same thing
    /// is for that one.
    pub fn misplaced(&self) -> impl Iterator<Item = Misplaced<'_, 'a>> {
        self.misplaced.iter().filter_map(|(target, at)| {
            let (target, grant) = (self.targets.get(*target)?, self.grants.get(*at)?);
            Misplaced::of(target, grant, grant.fit(target))
        })
    }

    fn find_misplaced(&self) -> Vec<(usize, usize)> {
        let away = self.targets.iter().zip(&self.fits);
        let away = away.filter(|(target, _)| target.is_at_home() != Answer::Yes);
        let meant: HashSet<usize> = away
            .flat_map(|(_, fitting)| &fitting.fits)
            .filter(|(_, fit)| fit.source_account == Answer::Yes && fit.names_its_target())
            .map(|(at, _)| *at)
            .collect();
        let is_others =
            |(at, fit): &(usize, Fit)| fit.source_account != Answer::Yes && meant.contains(at);
        let mut found = Vec::new();
        let all = self.targets.iter().zip(&self.standings).zip(&self.fits).enumerate();
        for (number, ((target, stands), fitting)) in all {
            let is_sure = || fitting.fits.iter().any(|(_, fit)| fit.covers() == Answer::Yes);
            if stands.how != Standing::LetIn || is_sure() {
                continue;
            }
            let is_it = |(at, fit): &&(usize, Fit)| {
                let grant = self.grants.get(*at);
                grant.is_some_and(|grant| Misplaced::of(target, grant, *fit).is_some())
            };
            let policies = fitting.fits.iter().filter(|one| !is_others(one)).filter(is_it);
            found.extend(policies.map(|(at, _)| (number, *at)));
        }
        found
    }

    /// The policies for endpoint gateways whose source and target are one account, which none needs. Not
    /// among them is what is nearly right for a gateway: what is wrong with it is said of that one.
    pub fn needless(&self) -> impl Iterator<Item = &Grant<'a>> {
        self.needless.iter().filter_map(|at| self.grants.get(*at))
    }

    /// The policies of those, to look others up in.
    pub fn needless_policies(&self) -> HashSet<*const AuthorizationPolicy> {
        self.needless().map(|grant| std::ptr::from_ref(grant.policy)).collect()
    }

    /// The policies of which it is said, on account of a gateway, that they are not right as they are.
    pub fn mistaken_policies(&self) -> HashSet<*const AuthorizationPolicy> {
        let spoken = self.spoken().into_iter();
        let grants = spoken.filter_map(|at| self.grants.get(at));
        grants.map(|grant| std::ptr::from_ref(grant.policy)).collect()
    }

    /// How many gateways there are for which a policy has this mistake if their target is decided in some way.
    pub fn undecided_with(&self, mistake: Mistake) -> usize {
        let has = |one: &&Undecided<'_>| one.nearly.iter().any(|(what, _)| *what == mistake);
        self.undecided.iter().filter(has).count()
    }

    fn spoken(&self) -> HashSet<usize> {
        let open = self.undecided.iter().flat_map(|one| &one.nearly);
        let nearly = self.standings.iter().flat_map(|stands| &stands.nearly);
        let nearly = nearly.chain(open).map(|(_, at)| *at);
        // The gateway that these are for is known, and leads elsewhere.
        let misplaced = self.misplaced.iter().map(|(_, at)| *at);
        nearly.chain(misplaced).collect()
    }

    fn find_needless(&self) -> Vec<usize> {
        let spoken = self.spoken();
        let grants = self.grants.iter().enumerate().filter(|(at, _)| !spoken.contains(at));
        grants.filter(|(_, grant)| grant.is_within_one_account()).map(|(at, _)| at).collect()
    }

    /// The policies that are nearly right for each gateway, in the order of those: what is wrong with
    /// each, and its number.
    pub fn nearly_right(&self) -> impl Iterator<Item = &[(Mistake, usize)]> {
        self.standings.iter().map(|stands| stands.nearly.as_slice())
    }
}

impl<'g, 'a> Misplaced<'g, 'a> {
    fn of(target: &'g Target<'a>, grant: &'g Grant<'a>, fit: Fit) -> Option<Self> {
        let (policy, gateway) = (&grant.policy.resource, &target.gateway.resource);
        let source = grant.source_account.as_ref().and_then(Account::text)?;
        let theirs = target.account.as_ref().and_then(Account::text)?;
        let together = policy.world == gateway.world && policy.provider == gateway.provider;
        let is_it = together
            && grant.target.form == SideForm::Flat
            && fit.names_its_target()
            && fit.rest == Answer::Yes;
        (is_it && source != theirs).then_some(Self { target, grant, fit, source, theirs })
    }
}

impl<'a> Undecided<'a> {
    fn of(gateway: &'a EndpointGateway, index: &Index, seen: &Seen<'_, 'a>) -> Option<Self> {
        let targets = Target::possible(seen.graph, gateway)?;
        let is_away = |one: &Target<'_>| !one.is_private_path && one.is_at_home() == Answer::No;
        targets.iter().any(is_away).then(|| {
            let stands = |target| standing::of(target, &index.fitting(target, seen.grants), seen);
            let stands: Vec<Stands> = targets.iter().map(stands).collect();
            let refuses = |(target, stands): (&Target<'_>, &Stands)| {
                let account = target.account.as_ref().and_then(Account::text);
                account.filter(|_| stands.how == Standing::Unauthorized).map(str::to_owned)
            };
            let all = targets.len() == gateway.target_crn.each().len();
            let refused_by = targets.iter().zip(&stands).map(refuses).collect::<Option<_>>();
            let nearly = stands.iter().flat_map(|one| one.nearly.iter().copied()).collect();
            Self { gateway, refused_by: refused_by.filter(|_| all), nearly }
        })
    }
}

/// All that the standing of one gateway depends on.
pub(super) struct Seen<'s, 'a> {
    pub(super) graph: &'s Graph<'a>,
    pub(super) grants: &'s [Grant<'a>],
    pub(super) targets: &'s [Target<'a>],
    /// The policies from one account to another, but for those that are for more than gateways.
    pub(super) by_accounts: HashMap<(Account, Account), Vec<usize>>,
    /// The policies that let some gateway in, or may.
    pub(super) letting: HashSet<usize>,
}

/// What policies may hide in, of each sort the first: the gaps are many, and are asked for each gateway.
pub(super) fn unseen(model: &Model) -> Vec<&Hides> {
    let mut found: Vec<&Hides> = Vec::new();
    for Gap { hides, .. } in &model.gaps {
        let is_same = |one: &&Hides| match (one, hides) {
            (Hides::PoliciesOf { account, .. }, Hides::PoliciesOf { account: id, .. }) => {
                account == id
            }
            (one, other) => std::mem::discriminant(*one) == std::mem::discriminant(other),
        };
        let is_use = matches!(hides, Hides::UsesOf(_) | Hides::UsesAbove(_));
        if !is_use && !found.iter().any(is_same) {
            found.push(hides);
        }
    }
    found
}

impl<'a> Graph<'a> {
    /// Where the policy for a target may stand that nobody could look at, if there is such a place.
    pub fn hides_policy(&self, target: &Target<'_>) -> Option<&'a Hides> {
        let account = target.account.as_ref().and_then(Account::text);
        let hides = |hides: &&Hides| match hides {
            Hides::Anything | Hides::Module(_) | Hides::Policies(_) | Hides::Forgotten(_) => true,
            Hides::PoliciesOf { account: id, .. } => account.is_none_or(|account| account == id),
            Hides::UsesOf(_) | Hides::UsesAbove(_) => false,
        };
        self.unseen.iter().copied().find(hides)
    }
}

impl Index {
    fn of(grants: &[Grant<'_>]) -> Self {
        let mut index = Self::default();
        for (at, grant) in grants.iter().enumerate() {
            let service = grant.service.map(str::to_owned);
            let instance = grant.instance();
            let is_text = instance.as_ref().is_some_and(|one| one.text().is_some());
            if let Some(instance) = instance {
                index.by_instance.entry(instance_key(&instance)).or_default().push(at);
            }
            let rest = if is_text { &mut index.known } else { &mut index.open };
            rest.entry(service).or_default().push(at);
        }
        index
    }

    fn fitting(&self, target: &Target<'_>, grants: &[Grant<'_>]) -> Fitting {
        let mut found = Fitting::default();
        let mut seen = HashSet::new();
        let mut take = |at: usize, found: &mut Fitting| {
            if let Some(grant) = grants.get(at).filter(|_| seen.insert(at)) {
                found.fits.push((at, grant.fit(target)));
            }
        };
        let exact =
            target.instance.as_ref().and_then(|one| self.by_instance.get(&instance_key(one)));
        exact.into_iter().flatten().take(MOST).for_each(|at| take(*at, &mut found));
        let is_text = target.instance.as_ref().is_some_and(|one| one.text().is_some());
        let maps = [Some(&self.open), (!is_text).then_some(&self.known)];
        let lists = maps.into_iter().flatten().flat_map(|map| match &target.service {
            Some(_) => vec![map.get(&target.service), map.get(&None)],
            None => map.values().map(Some).collect(),
        });
        let mut left = MOST;
        for list in lists.flatten() {
            for at in list.iter().take(left) {
                take(*at, &mut found);
            }
            found.cut |= list.len() > left;
            left = left.saturating_sub(list.len());
        }
        found.fits.sort_by_key(|(at, _)| *at);
        found
    }
}

fn by_accounts(grants: &[Grant<'_>]) -> HashMap<(Account, Account), Vec<usize>> {
    let mut found: HashMap<(Account, Account), Vec<usize>> = HashMap::new();
    for (at, grant) in grants.iter().enumerate() {
        if let (Some(source), Some(target)) = (&grant.source_account, &grant.target_account)
            && grant.policy.resource.exists != Exists::Off
            && !grant.is_for_all_of_vpc()
        {
            found.entry((source.clone(), target.clone())).or_default().push(at);
        }
    }
    found
}
