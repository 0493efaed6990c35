//! `cargo site [FOLDER]`: the documentation as a book that mdBook builds, from the README, `docs/`, and the
//! pages of the rules.
#![allow(clippy::disallowed_methods, reason = "this tool writes the files of the book")]
#![allow(clippy::print_stdout, reason = "this tool says what it wrote")]

mod book;

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

fn main() -> Result<()> {
    let folder = std::env::args_os().nth(1).unwrap_or_else(|| "target/site".into());
    let folder = Path::new(&folder);
    let files = book::files(Path::new(env!("CARGO_MANIFEST_DIR")))?;
    // What was a page once shall not stay one.
    if folder.join("book.toml").exists() {
        fs::remove_dir_all(folder.join("src")).context("the old pages cannot be removed")?;
    }
    for (path, bytes) in &files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(&path, bytes).with_context(|| path.display().to_string())?;
    }
    let shown = folder.display();
    println!("{} files in {shown}; `mdbook build {shown}` makes {shown}/book of them", files.len());
    Ok(())
}
