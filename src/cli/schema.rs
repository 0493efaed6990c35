//! `bluelint schema`: the JSON Schema of what bluelint reads.

use super::args::{Schema, SchemaName};
use super::{Session, Stop, WELL};
use crate::config;
use crate::report::print_json;

/// Prints it.
pub(super) fn run(schema: &Schema, session: &mut Session<'_>) -> Result<u8, Stop> {
    let SchemaName::Config = schema.of;
    let json = config::schema(session.rules);
    session.print(|out| print_json(&json, out))?;
    Ok(WELL)
}
