//! Who may attach a security group to a gateway that is not seen, and who surely does not.

use super::gateway::{DEFAULT, GATEWAY, said};

const MISSING: &[&str] = &["missing-security-groups"];
const GROUP: &str = "resource \"ibm_is_security_group\" \"s\" {\n  name = \"s\"\n}\n";

fn attaches(target: &str) -> String {
    format!(
        "{GROUP}resource \"ibm_is_security_group_target\" \"t\" {{\n  \
         security_group = ibm_is_security_group.s.id\n  target = {target}\n}}\n"
    )
}

#[test]
fn another_root_module_may_attach_a_group() {
    let output = "output \"id\" {\n  value = ibm_is_virtual_endpoint_gateway.g.id\n}\n";
    let root = format!("provider \"ibm\" {{\n  region = \"eu-de\"\n}}\n{output}");
    let looked_up = "data \"ibm_is_virtual_endpoint_gateway\" \"g\" {\n  name = \"NAME\"\n}\n";
    let found = "data.ibm_is_virtual_endpoint_gateway.g.id";
    let all = "data \"ibm_is_virtual_endpoint_gateways\" \"all\" {}\n";
    let each = "{ for g in data.ibm_is_virtual_endpoint_gateways.all.virtual_endpoint_gateways : g.name => g.id }";
    let [g, h] = ["g", "h"].map(|name| looked_up.replace("NAME", name));
    for (here, there, count) in [
        ("", String::new(), 1),
        ("", attaches("ibm_is_virtual_endpoint_gateway.other.id"), 1),
        ("", format!("{g}{}", attaches(found)), 0),
        ("", format!("{h}{}", attaches(found)), 1),
        ("", format!("variable \"g\" {{}}\n{}", attaches("var.g")), 0),
        (output, attaches("data.terraform_remote_state.a.outputs.id"), 0),
        (
            "",
            format!(
                "{all}{}",
                attaches("each.value")
                    .replace("\"t\" {\n", &format!("\"t\" {{\n  for_each = {each}\n"))
            ),
            0,
        ),
        // Whoever calls the module may do so, too, unless it is one that nobody calls.
        (output, String::new(), 0),
        (&root, String::new(), 1),
        (&root, attaches("data.terraform_remote_state.a.outputs.id"), 0),
    ] {
        let here = format!("{GATEWAY}{here}");
        let files = [("a/main.tf", here.as_str()), ("b/main.tf", there.as_str())];
        let (found, notes) = said(DEFAULT, &["."], MISSING, &files);
        assert_eq!(found.len(), count, "{there}: {notes:?}");
        let says = |note: &String| note.contains("has a security group is not judged");
        assert_eq!(notes.iter().any(says), count == 0, "{there}: {notes:?}");
    }
}

#[test]
fn a_program_may_open_a_group_by_its_name() {
    let of = |more: &str| {
        let gateway =
            GATEWAY.replacen("{\n", "{\n  security_groups = [ibm_is_security_group.s.id]\n", 1);
        let text = format!("{gateway}{GROUP}{more}");
        said(DEFAULT, &["."], &["closed-security-group"], &[("main.tf", &text)])
    };
    let runs = |command: &str| {
        of(&format!(
            "resource \"null_resource\" \"open\" {{\n  provisioner \"local-exec\" {{\n    \
             command = \"{command}\"\n  }}\n}}\n"
        ))
    };
    assert_eq!((of("").0.len(), runs("sleep 60").0.len()), (1, 1));
    let (found, notes) = runs("ibmcloud is sgr-add s inbound tcp");
    assert!(found.is_empty());
    let says = "is not judged: what `null_resource.open` does is not seen";
    assert!(notes.iter().any(|note| note.ends_with(says)), "{notes:?}");
}

#[test]
fn an_output_gives_away_what_it_names_only() {
    for (output, count) in [
        ("ibm_is_virtual_endpoint_gateway.g", 0),
        ("[ibm_is_virtual_endpoint_gateway.g.id]", 0),
        ("ibm_is_virtual_endpoint_gateway.g.name", 1),
        ("ibm_is_vpc.v.id", 1),
    ] {
        let text = format!("{GATEWAY}output \"o\" {{\n  value = {output}\n}}\n");
        for rule in ["missing-security-groups", "missing-reserved-ip"] {
            let (found, _) = said(DEFAULT, &["."], &[rule], &[("main.tf", &text)]);
            assert_eq!(found.len(), count, "{rule} {output}");
        }
    }
}
