//! Random expressions of a wanted type.

use crate::functions::{SIGNATURES, Signature};
use crate::kinds::Kind;
use crate::literals;
use crate::random::Random;
use crate::templates;

/// Writes expressions.
pub(crate) struct Writer<'a> {
    pub(crate) random: &'a mut Random,
    /// The names that may stand for a value of their type: those of `for`, variables, locals.
    pub(crate) names: Vec<(String, Kind)>,
    /// It stands inside a text in quotes.
    pub(crate) quoted: bool,
}

impl Writer<'_> {
    /// An expression of type `wanted`. One in thirty is of some other type.
    pub(crate) fn expression(&mut self, wanted: &Kind, depth: usize) -> String {
        if let Kind::Form(form) = wanted {
            if depth > 0 && self.random.chance(8) {
                let loose = if matches!(*form, "int" | "bits") { Kind::Number } else { Kind::Text };
                return self.expression(&loose, depth - 1);
            }
            return literals::of_form(self.random, form);
        }
        if self.random.chance(3) {
            let other = Kind::random(self.random, 1);
            return self.of_kind(&other, depth);
        }
        self.of_kind(wanted, depth)
    }

    /// A value written without reading or calling anything.
    pub(crate) fn constant(&mut self, wanted: &Kind) -> String {
        match wanted {
            Kind::Number => literals::number(self.random).trim_matches(['(', ')']).to_owned(),
            Kind::Bool => (*self.random.pick(&["true", "false"])).to_owned(),
            Kind::List(element) | Kind::Set(element) => {
                let items: Vec<String> =
                    (0..self.random.below(3)).map(|_| self.constant(element)).collect();
                format!("[{}]", items.join(", "))
            }
            Kind::Map(element) => {
                let keys = ["a", "b", "c"];
                let many = self.random.below(3);
                let members: Vec<String> = keys[..many]
                    .iter()
                    .map(|key| format!("{key} = {}", self.constant(element)))
                    .collect();
                format!("{{{}}}", members.join(", "))
            }
            Kind::Object(members) => {
                let mut written = Vec::new();
                for (name, kind) in members {
                    written.push(format!("{name} = {}", self.constant(kind)));
                }
                format!("{{{}}}", written.join(", "))
            }
            _ => literals::text(self.random),
        }
    }

    fn of_kind(&mut self, wanted: &Kind, depth: usize) -> String {
        if self.random.chance(if depth == 0 { 45 } else { 12 })
            && let Some(name) = self.name(wanted)
        {
            return name;
        }
        if self.random.chance(2) {
            return "null".to_owned();
        }
        if depth == 0 {
            return self.spelled(wanted, 0);
        }
        match self.random.below(20) {
            0..=2 => self.spelled(wanted, depth - 1),
            3..=10 => self.call(wanted, depth - 1),
            11 => self.conditional(wanted, depth - 1),
            12..=13 => self.part(wanted, depth - 1),
            14 => self.try_or(wanted, depth - 1),
            _ => self.special(wanted, depth - 1),
        }
    }

    fn name(&mut self, wanted: &Kind) -> Option<String> {
        let fits = self.names.iter().filter(|(_, kind)| kind == wanted);
        let fits: Vec<String> = fits.map(|(name, _)| name.clone()).collect();
        (!fits.is_empty()).then(|| self.random.pick(&fits).clone())
    }

    /// A literal, or a list or object of expressions.
    fn spelled(&mut self, wanted: &Kind, depth: usize) -> String {
        match wanted {
            Kind::Number => literals::number(self.random),
            Kind::Bool => (*self.random.pick(&["true", "false"])).to_owned(),
            Kind::List(element) => self.listed(element, depth),
            Kind::Set(element) => format!("toset({})", self.listed(element, depth)),
            Kind::Map(element) => {
                let object = self.members(element, depth);
                if self.random.chance(30) { format!("tomap({object})") } else { object }
            }
            Kind::Object(members) => {
                let members: Vec<String> = members
                    .iter()
                    .map(|(name, kind)| format!("{name} = {}", self.expression(kind, depth)))
                    .collect();
                format!("{{{}}}", members.join(", "))
            }
            _ => literals::text(self.random),
        }
    }

    fn listed(&mut self, element: &Kind, depth: usize) -> String {
        let length = self.random.below(4);
        let items: Vec<String> = (0..length).map(|_| self.expression(element, depth)).collect();
        let list = format!("[{}]", items.join(", "));
        if self.random.chance(30) { format!("tolist({list})") } else { list }
    }

    fn members(&mut self, element: &Kind, depth: usize) -> String {
        const KEYS: [&str; 9] = ["a", "b", "c", "\"k-1\"", "(\"d\")", "true", "1", "A", "null"];
        let length = self.random.below(4);
        let start = self.random.below(KEYS.len());
        let mut members = Vec::new();
        for index in 0..length {
            let key = if self.random.chance(8) {
                format!("({})", self.expression(&Kind::Text, depth))
            } else {
                // The parser keeps one of two members of a name only.
                KEYS[(start + index) % KEYS.len()].to_owned()
            };
            let is = self.random.pick(&[" = ", ": ", "="]);
            members.push(format!("{key}{is}{}", self.expression(element, depth)));
        }
        format!("{{{}}}", members.join(", "))
    }

    /// A call of a function that gives what is wanted.
    fn call(&mut self, wanted: &Kind, depth: usize) -> String {
        let fits: Vec<(&Signature, Kind)> = SIGNATURES
            .iter()
            .filter_map(|one| one.gives.matches(wanted).map(|any| (one, any)))
            .collect();
        // Half of the time one that gives just this, rather than anything.
        let exact: Vec<_> = fits.iter().filter(|(one, _)| one.gives != Kind::Any).collect();
        let (signature, any) = if !exact.is_empty() && self.random.chance(60) {
            (*self.random.pick(&exact)).clone()
        } else {
            self.random.pick(&fits).clone()
        };
        self.call_of(signature, &any, depth)
    }

    /// A call of this function, in which `T` stands for `any`.
    pub(crate) fn call_of(&mut self, signature: &Signature, any: &Kind, depth: usize) -> String {
        let any = match any {
            Kind::Any => Kind::random(self.random, 2),
            any => any.clone(),
        };
        let mut kinds: Vec<Kind> = signature.takes.iter().map(|kind| kind.filled(&any)).collect();
        if signature.repeats
            && let Some(last) = kinds.pop()
        {
            let times = self.random.below(3);
            if let (true, false) = (self.random.chance(15), matches!(last, Kind::Form(_))) {
                kinds.push(Kind::List(Box::new(last)));
                let arguments = self.arguments(&kinds, depth);
                return format!("{}({arguments}...)", signature.name);
            }
            kinds.extend(vec![last; times]);
        }
        format!("{}({})", signature.name, self.arguments(&kinds, depth))
    }

    fn arguments(&mut self, kinds: &[Kind], depth: usize) -> String {
        let arguments: Vec<String> =
            kinds.iter().map(|kind| self.expression(kind, depth)).collect();
        arguments.join(", ")
    }

    fn conditional(&mut self, wanted: &Kind, depth: usize) -> String {
        let condition = self.expression(&Kind::Bool, depth);
        let (yes, no) = (self.expression(wanted, depth), self.expression(wanted, depth));
        format!("({condition} ? {yes} : {no})")
    }

    /// A part of something larger.
    fn part(&mut self, wanted: &Kind, depth: usize) -> String {
        let list = Kind::List(Box::new(wanted.clone()));
        let map = Kind::Map(Box::new(wanted.clone()));
        match self.random.below(6) {
            0 => {
                let index = self.expression(&Kind::Form("int"), depth);
                format!("{}[{index}]", self.expression(&list, depth))
            }
            1 => {
                let object = self.members(wanted, depth);
                format!("{object}.{}", self.random.pick(&["a", "b", "c"]))
            }
            2 => {
                let key = self.random.pick(&["\"a\"", "\"k-1\"", "\"b\"", "1"]);
                format!("{}[{key}]", self.expression(&map, depth))
            }
            3 => format!("({}).{}", self.expression(&list, depth), self.random.below(2)),
            4 => {
                let other = Kind::random(self.random, 1);
                let object =
                    Kind::Object(vec![("a".to_owned(), other), ("b".to_owned(), wanted.clone())]);
                format!("({}).b", self.expression(&object, depth))
            }
            _ => format!("({})", self.expression(wanted, depth)),
        }
    }

    fn try_or(&mut self, wanted: &Kind, depth: usize) -> String {
        let other = Kind::random(self.random, 1);
        let first = self.expression(&other, depth);
        format!("try(({first}).a, {})", self.expression(wanted, depth))
    }

    /// What only this type has.
    fn special(&mut self, wanted: &Kind, depth: usize) -> String {
        match wanted {
            Kind::Number => self.arithmetic(depth),
            Kind::Bool => self.comparison(depth),
            Kind::List(element) if self.random.chance(35) => self.splat(element, depth),
            Kind::List(element) => self.for_list(element, depth),
            Kind::Set(element) => format!("toset({})", self.for_list(element, depth)),
            Kind::Map(element) => self.for_map(element, depth),
            Kind::Text => templates::text(self, depth),
            _ => self.spelled(wanted, depth),
        }
    }

    fn arithmetic(&mut self, depth: usize) -> String {
        let left = self.expression(&Kind::Number, depth);
        if self.random.chance(15) {
            return format!("(-{left})");
        }
        let operator = *self.random.pick(&["+", "-", "*", "/", "%"]);
        format!("({left} {operator} {})", self.expression(&Kind::Number, depth))
    }

    fn comparison(&mut self, depth: usize) -> String {
        let (operator, kind) = match self.random.below(10) {
            0..=2 => (*self.random.pick(&["<", "<=", ">", ">="]), Kind::Number),
            3..=5 => (*self.random.pick(&["&&", "||"]), Kind::Bool),
            6 => return format!("(!{})", self.expression(&Kind::Bool, depth)),
            7 => (*self.random.pick(&["==", "!="]), Kind::random(self.random, 2)),
            _ => (*self.random.pick(&["==", "!="]), Kind::simple(self.random)),
        };
        let left = self.expression(&kind, depth);
        let right = self.expression(&kind, depth);
        format!("({left} {operator} {right})")
    }

    fn splat(&mut self, element: &Kind, depth: usize) -> String {
        // `.*` must not follow on `.*`.
        let star = *self.random.pick(&["[*]", ".*"]);
        let close = |list: &str| if star == ".*" { format!("({list})") } else { list.to_owned() };
        match self.random.below(4) {
            0 => {
                let lists = Kind::List(Box::new(Kind::List(Box::new(element.clone()))));
                let list = self.expression(&lists, depth);
                if star == ".*" { format!("({list}).*.0") } else { format!("{list}[*][0]") }
            }
            1 => format!("({}){star}", self.expression(element, depth)),
            _ => {
                let object = Kind::Object(vec![("a".to_owned(), element.clone())]);
                let list = Kind::List(Box::new(object));
                let list = self.expression(&list, depth);
                format!("{}{star}.a", close(&list))
            }
        }
    }
}
