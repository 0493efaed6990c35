//! A JSON text gone through without being read: where the members and elements of a value lie, at
//! the cost of a look at each byte, and of no memory. What is not asked for is not looked into.

use std::ops::Range;

/// The text is not JSON, or not all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The byte at which something else had to stand.
    pub at: usize,
    /// The name of the member whose value could not be gone through, between its quotes.
    pub member: Option<Range<usize>>,
    /// It is JSON, and yet something else had to stand there: an object, a list.
    pub wanted: Option<&'static str>,
}

impl Broken {
    /// What stands at this byte cannot be read.
    pub fn at(at: usize) -> Self {
        Self { at, member: None, wanted: None }
    }
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name as it is spelled, without the quotes.
    pub name: Range<usize>,
    /// Its value.
    pub value: Range<usize>,
}

/// Where the value of a text begins, behind blanks and a byte order mark.
pub fn begin(text: &str) -> usize {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    blanks(text.as_bytes(), mark)
}

/// The members of the object that begins at `start`; none if it is no object.
pub fn members(text: &str, start: usize) -> Members<'_> {
    Members(Parts::new(text, start, b'{', b'}'))
}

/// The elements of the list that begins at `start`; none if it is no list.
pub fn items(text: &str, start: usize) -> Items<'_> {
    Items(Parts::new(text, start, b'[', b']'))
}

/// The members of the object that begins at `start`; none if it is null.
///
/// # Errors
/// When something else stands there.
pub fn object(text: &str, start: usize) -> Result<Members<'_>, Broken> {
    begins(text, start, b'{', "an object")?;
    Ok(members(text, start))
}

/// The elements of the list that begins at `start`; none if it is null.
///
/// # Errors
/// When something else stands there.
pub fn list(text: &str, start: usize) -> Result<Items<'_>, Broken> {
    begins(text, start, b'[', "a list")?;
    Ok(items(text, start))
}

fn begins(text: &str, start: usize, with: u8, wanted: &'static str) -> Result<(), Broken> {
    match text.as_bytes().get(start) {
        Some(b'n') => Ok(()),
        Some(byte) if *byte == with => Ok(()),
        _ => Err(Broken { wanted: Some(wanted), ..Broken::at(start) }),
    }
}

/// The value of the first member called `name` of the object that begins at `start`.
pub fn member(text: &str, start: usize, name: &str) -> Result<Option<Range<usize>>, Broken> {
    for member in members(text, start) {
        let member = member?;
        if text.get(member.name) == Some(name) {
            return Ok(Some(member.value));
        }
    }
    Ok(None)
}

/// Goes through an object.
#[derive(Debug)]
pub struct Members<'a>(Parts<'a>);

impl Members<'_> {
    /// Once the whole object was gone through: the first byte behind it that is no blank.
    pub fn behind(&self) -> usize {
        blanks(self.0.bytes, self.0.at + 1)
    }
}

impl Iterator for Members<'_> {
    type Item = Result<Member, Broken>;

    fn next(&mut self) -> Option<Self::Item> {
        let name = self.0.begin()?.and_then(|at| {
            self.0.expect(at, b'"')?;
            end_of(self.0.bytes, at).map(|end| at + 1..end - 1)
        });
        let name = match name {
            Ok(name) => name,
            Err(at) => return Some(Err(self.0.broken(at, None))),
        };
        let colon = blanks(self.0.bytes, name.end + 1);
        let value = self.0.expect(colon, b':').and_then(|()| {
            let start = blanks(self.0.bytes, colon + 1);
            end_of(self.0.bytes, start).map(|end| start..end)
        });
        match value {
            Ok(value) => {
                self.0.at = value.end;
                Some(Ok(Member { name, value }))
            }
            Err(at) => Some(Err(self.0.broken(at, Some(name)))),
        }
    }
}

/// Goes through a list.
#[derive(Debug)]
pub struct Items<'a>(Parts<'a>);

impl Iterator for Items<'_> {
    type Item = Result<Range<usize>, Broken>;

    fn next(&mut self) -> Option<Self::Item> {
        let value = self.0.begin()?.and_then(|at| end_of(self.0.bytes, at).map(|end| at..end));
        match value {
            Ok(value) => {
                self.0.at = value.end;
                Some(Ok(value))
            }
            Err(at) => Some(Err(self.0.broken(at, None))),
        }
    }
}

/// What objects and lists have in common: parts with commas between them.
#[derive(Debug)]
struct Parts<'a> {
    bytes: &'a [u8],
    at: usize,
    close: u8,
    is_first: bool,
    is_over: bool,
}

impl<'a> Parts<'a> {
    fn new(text: &'a str, start: usize, open: u8, close: u8) -> Self {
        let bytes = text.as_bytes();
        let is_over = bytes.get(start) != Some(&open);
        Self { bytes, at: start + 1, close, is_first: true, is_over }
    }

    /// Where the next part begins; nothing after the last one.
    fn begin(&mut self) -> Option<Result<usize, usize>> {
        if self.is_over {
            return None;
        }
        let at = blanks(self.bytes, self.at);
        if self.bytes.get(at) == Some(&self.close) {
            (self.at, self.is_over) = (at, true);
            return None;
        }
        if std::mem::take(&mut self.is_first) {
            return Some(Ok(at));
        }
        Some(self.expect(at, b',').map(|()| blanks(self.bytes, at + 1)))
    }

    fn expect(&self, at: usize, byte: u8) -> Result<(), usize> {
        if self.bytes.get(at) == Some(&byte) { Ok(()) } else { Err(at) }
    }

    fn broken(&mut self, at: usize, member: Option<Range<usize>>) -> Broken {
        self.is_over = true;
        Broken { at: at.min(self.bytes.len()), member, wanted: None }
    }
}

fn blanks(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
    at + rest.iter().position(|byte| !blank(byte)).unwrap_or(rest.len())
}

/// Where the value that begins at `start` ends. Of what is in it only texts and brackets are looked at.
fn end_of(bytes: &[u8], start: usize) -> Result<usize, usize> {
    match bytes.get(start) {
        Some(b'"') => end_of_text(bytes, start),
        Some(b'{' | b'[') => {
            let (mut at, mut open) = (start, Vec::new());
            while let Some(byte) = bytes.get(at) {
                match byte {
                    b'"' => {
                        at = end_of_text(bytes, at)?;
                        continue;
                    }
                    b'{' => open.push(b'}'),
                    b'[' => open.push(b']'),
                    b'}' | b']' if open.pop() != Some(*byte) => return Err(at),
                    _ => {}
                }
                at += 1;
                if open.is_empty() {
                    return Ok(at);
                }
            }
            Err(at)
        }
        _ => {
            let word =
                |byte: &u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'E' | b'+' | b'-' | b'.');
            let rest = bytes.get(start..).unwrap_or_default();
            match rest.iter().position(|byte| !word(byte)).unwrap_or(rest.len()) {
                0 => Err(start),
                length => Ok(start + length),
            }
        }
    }
}

fn end_of_text(bytes: &[u8], start: usize) -> Result<usize, usize> {
    let mut at = start + 1;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        at += rest.iter().position(|byte| matches!(byte, b'"' | b'\\')).unwrap_or(rest.len());
        match bytes.get(at) {
            Some(b'"') => return Ok(at + 1),
            Some(_) => at += 2,
            None => return Err(bytes.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<(String, String)> {
        let all: Result<Vec<Member>, Broken> = members(text, 0).collect();
        let all = all.unwrap().into_iter();
        all.map(|one| (text[one.name].to_owned(), text[one.value].to_owned())).collect()
    }

    #[test]
    fn members_and_elements_are_found_as_they_are_spelled() {
        let text = r#"{ "a" : [1, {"b": "]}"}] , "c\"":"x\\" ,"d":-1.5e+3,"e":{}}"#;
        let found = names(text);
        let found: Vec<_> = found.iter().map(|(one, other)| (&**one, &**other)).collect();
        let first = r#"[1, {"b": "]}"}]"#;
        let all = [("a", first), (r#"c\""#, r#""x\\""#), ("d", "-1.5e+3"), ("e", "{}")];
        assert_eq!(found, all);
        let list: Vec<_> = items(first, 0).map(|one| &first[one.unwrap()]).collect();
        assert_eq!(list, ["1", r#"{"b": "]}"}"#]);
        assert!(names("{}").is_empty() && items("[ ]", 0).next().is_none());
        assert!(members("[1]", 0).next().is_none() && items("{}", 0).next().is_none());
        let member = member(text, 0, "d").unwrap().unwrap();
        assert_eq!(&text[member], "-1.5e+3");
    }

    #[test]
    fn a_text_may_have_a_mark_and_blanks_around_its_value() {
        assert_eq!(begin("\u{feff} {}\n"), 4);
        let behind = |text: &str| {
            let mut all = members(text, begin(text));
            assert!(all.by_ref().all(|one| one.is_ok()));
            all.behind()
        };
        assert_eq!((behind("{} x"), behind(" {\"a\":1 }\n")), (3, 10));
    }

    #[test]
    fn what_breaks_off_says_where_and_in_which_member() {
        let text = "{\"a\": 1, \"bc\": [1, \"x";
        let last = members(text, 0).last().unwrap().unwrap_err();
        assert_eq!((last.at, last.member), (text.len(), Some(10..12)));
        for end in 1..text.len() {
            assert!(members(&text[..end], 0).last().is_none_or(|one| one.is_err()), "{end}");
        }
        assert_eq!(members("{\"a\" 1}", 0).last().unwrap().unwrap_err().at, 5);
        assert_eq!(items("[1 2]", 0).last().unwrap().unwrap_err().at, 3);
        // Also where nobody looks.
        for (text, at) in [("[[1}, 2]", 3), ("[{\"a\": [}]]", 8), ("[[1]}", 4)] {
            assert_eq!(items(text, 0).last().unwrap().unwrap_err().at, at, "{text}");
        }
        assert_eq!(items("[1,]", 0).last().unwrap().unwrap_err().at, 3);
    }
}
