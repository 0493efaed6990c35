//! Terraform's module calls.

use crate::evaluate::ModuleCall as Written;
use crate::model::{Exists, ModuleCall, Resource, Surface, World};

pub(super) fn call(written: Written, world: World) -> ModuleCall {
    ModuleCall {
        source: written.source,
        version: written.version,
        resource: Resource {
            kind: "module".to_owned(),
            surface: Surface::Terraform,
            in_json: written.is_json,
            identity: written.address.clone(),
            object: written.address.clone(),
            address: written.address,
            exists: Exists::Maybe,
            world,
            header: written.header,
            extent: written.extent,
            called_by: written.called_by,
            body: written.inputs,
            provider: None,
            local_provider: None,
            ignored: Vec::new(),
            faults: Vec::new(),
            imported: false,
            change: None,
        },
    }
}
