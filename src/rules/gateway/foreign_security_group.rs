use crate::graph::{Answer, Which};
use crate::model::{Field, World};
use crate::{finding::Findings, rule::Context};

pub(crate) fn check(cx: &Context<'_>, found: &mut Findings) {
    for gateway in &cx.model.gateways {
        let Some(vpc) = cx.graph.vpc_of(gateway) else { continue };
        for attached in cx.graph.security_groups(gateway) {
            let group = attached.group;
            let Some((other, said)) = vpc_of_group(cx, attached.by.world, group) else { continue };
            if other.is_same(&vpc) != Answer::No {
                continue;
            }
            let finding = found.at(
                attached.by,
                &attached.by.place_of(group),
                "the security group is of another VPC",
            );
            if let Some(said) = said {
                finding.also(said, "the VPC of the group");
            }
            finding
                .also(&gateway.vpc, "the VPC of the gateway")
                .help("name a security group of the same VPC");
        }
    }
}

/// The VPC of the security group that a value names, and where that is said.
fn vpc_of_group<'a>(
    cx: &Context<'a>,
    world: World,
    group: &Field,
) -> Option<(Which, Option<&'a Field>)> {
    let default = group.reference().filter(|one| {
        !one.data && one.kind == "ibm_is_vpc" && one.attribute() == "default_security_group"
    });
    if default.is_some() {
        let identity = cx.graph.identity(world, group)?;
        let (world, address) = identity.from()?;
        return Some((Which::Made(world, address.to_owned()), None));
    }
    let group = cx.graph.security_group(world, group)?;
    let vpc = group.value("vpc")?;
    Some((cx.graph.vpc(group.world, vpc)?, Some(vpc)))
}
