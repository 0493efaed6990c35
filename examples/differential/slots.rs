//! Files with expressions in them that can be replaced by something harmless where Terraform refuses
//! them.

use crate::kinds::Kind;

/// A piece of a file.
enum Piece {
    Text(String),
    Expression { text: String, instead: String },
}

/// A file in the making.
#[derive(Default)]
pub(crate) struct Draft {
    pub(crate) path: String,
    pieces: Vec<Piece>,
}

impl Draft {
    /// An empty file.
    pub(crate) fn new(path: &str) -> Self {
        Self { path: path.to_owned(), pieces: Vec::new() }
    }

    /// Adds text as it is.
    pub(crate) fn text(&mut self, text: &str) {
        self.pieces.push(Piece::Text(text.to_owned()));
    }

    /// Adds `name = expression` in a line of its own.
    pub(crate) fn argument(&mut self, name: &str, text: String, kind: &Kind) {
        self.text(&format!("{name} = "));
        self.pieces.push(Piece::Expression { text, instead: harmless(kind) });
        self.text("\n");
    }

    /// The text of the file.
    pub(crate) fn written(&self) -> String {
        self.pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) | Piece::Expression { text, .. } => text.as_str(),
            })
            .collect()
    }

    /// Replaces the expression at `line`, counted from 1; whether there is one that was not yet.
    pub(crate) fn mend(&mut self, line: usize) -> bool {
        let mut at = 1;
        let mut last = None;
        for (index, piece) in self.pieces.iter().enumerate() {
            let (Piece::Text(text) | Piece::Expression { text, .. }) = piece;
            if at <= line && matches!(piece, Piece::Expression { .. }) {
                last = Some(index);
            }
            at += text.matches('\n').count();
        }
        match last.and_then(|index| self.pieces.get_mut(index)) {
            Some(Piece::Expression { text, instead }) if text != instead => {
                text.clone_from(instead);
                true
            }
            _ => false,
        }
    }
}

/// An expression of this type that nobody refuses.
fn harmless(kind: &Kind) -> String {
    match kind {
        Kind::Number => "1".to_owned(),
        Kind::Bool => "true".to_owned(),
        Kind::List(_) => "[]".to_owned(),
        Kind::Set(_) => "toset([])".to_owned(),
        Kind::Map(_) => "{}".to_owned(),
        Kind::Object(members) => {
            let member = |(name, kind): &(String, Kind)| format!("{name} = {}", harmless(kind));
            format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(", "))
        }
        _ => "\"f\"".to_owned(),
    }
}
