//! Elements -> XML 1.0, in which no text can be taken for anything but text.

use super::text::{COMMAND, completes_command, is_hidden};
use std::borrow::Cow;
use std::io::{self, Write};

/// Writes elements, one a line.
pub(super) struct Xml<'a> {
    out: &'a mut dyn Write,
    /// The names of the elements that are open.
    open: Vec<&'static str>,
}

/// The attributes of an element.
pub(super) type Attributes<'a> = &'a [(&'static str, &'a str)];

impl<'a> Xml<'a> {
    /// Starts a document.
    pub(super) fn new(out: &'a mut dyn Write) -> io::Result<Self> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        Ok(Self { out, open: Vec::new() })
    }

    /// Opens an element that holds others.
    pub(super) fn open(&mut self, name: &'static str, with: Attributes<'_>) -> io::Result<()> {
        self.start(name, with)?;
        self.open.push(name);
        writeln!(self.out, ">")
    }

    /// Closes what was opened last.
    pub(super) fn close(&mut self) -> io::Result<()> {
        let Some(name) = self.open.pop() else { return Ok(()) };
        self.indent()?;
        writeln!(self.out, "</{name}>")
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &'static str, with: Attributes<'_>) -> io::Result<()> {
        self.start(name, with)?;
        writeln!(self.out, "/>")
    }

    /// An element that holds text, in which line breaks stay.
    pub(super) fn text(
        &mut self,
        name: &'static str,
        with: Attributes<'_>,
        text: &str,
    ) -> io::Result<()> {
        self.start(name, with)?;
        self.out.write_all(b">")?;
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.out.write_all(b"\n")?;
            }
            self.out.write_all(escape(line).as_bytes())?;
        }
        writeln!(self.out, "</{name}>")
    }

    fn start(&mut self, name: &'static str, with: Attributes<'_>) -> io::Result<()> {
        self.indent()?;
        write!(self.out, "<{name}")?;
        with.iter().try_for_each(|(key, value)| write!(self.out, " {key}=\"{}\"", escape(value)))
    }

    fn indent(&mut self) -> io::Result<()> {
        write!(self.out, "{:1$}", "", self.open.len() * 2)
    }
}

/// `text` on one line. What XML cannot hold in any form, or nobody would see, is spelled out.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    let has_to_go = |c: char| "&<>\"'\u{fffe}\u{ffff}".contains(c) || is_hidden(c);
    if !text.contains(has_to_go) && !text.contains(COMMAND) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\u{fffe}' | '\u{ffff}' => out.extend(c.escape_unicode()),
            '[' if completes_command(&out, c) => out.push_str("&#91;"),
            c if is_hidden(c) => out.extend(c.escape_default()),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_its_element() {
        let mut bytes = Vec::new();
        let mut xml = Xml::new(&mut bytes).unwrap();
        xml.open("a", &[("b", "\"><x y='\n\u{1b}\u{ffff}&#10;")]).unwrap();
        xml.text("c", &[], "]]></c><!--\r\n<![CDATA[ \u{202e}").unwrap();
        xml.empty("d", &[]).unwrap();
        xml.close().unwrap();
        xml.close().unwrap();
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
            <a b=\"&quot;&gt;&lt;x y=&apos;\\n\\u{1b}\\u{ffff}&amp;#10;\">\n  \
            <c>]]&gt;&lt;/c&gt;&lt;!--\\r\n&lt;![CDATA[ \\u{202e}</c>\n  <d/>\n</a>\n";
        assert_eq!(String::from_utf8(bytes).unwrap(), expected);
    }
}
