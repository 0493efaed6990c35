//! What a command line runs, as far as that can be told without being a shell.

use super::agents::{UNKNOWN, is_harmless_call};

/// Words in front of a command that run nothing by themselves.
const BEFORE: [&str; 8] = ["!", "{", "do", "elif", "else", "if", "then", "while"];
/// Words that stand where a command does, and run nothing.
const INSTEAD: [&str; 4] = ["}", "done", "fi", "for"];
/// Programs that may put something where programs lie, or go there.
const WRITING: [&str; 3] = ["cd", "cp", "mv"];
/// Variables that say which programs are run; so do those that begin like the next.
const RUNNING: [&str; 5] = ["ENV", "IFS", "PATH", "PS4", "SHELLOPTS"];
const RUNNING_ALL: [&str; 3] = ["BASH_", "DYLD_", "LD_"];

/// Whether a command line surely runs nothing but programs that are known to do nothing to IBM Cloud.
///
/// More commands may be looked at than there are, as quotes count for nothing, but never fewer.
pub(super) fn is_harmless(text: &str) -> bool {
    // What is run inside of a word, comes out of a text of which nothing is known, or is no command.
    const INSIDE: [&str; 5] = ["`", "$(", "<(", ">(", "<<"];
    if text.contains(UNKNOWN) || INSIDE.iter().any(|mark| text.contains(mark)) {
        return false;
    }
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let names_one =
        |text: &str| text.split(|c| !is_name(c)).any(|word| !is_harmless_variable(word));
    if names_one(text) || names_one(&without_quotes(text)) || sets_what_is_not_told(text) {
        return false;
    }
    lines(text).iter().flat_map(|line| line.split([';', '|', '&', '(', ')'])).all(|command| {
        let mut words = command.split_whitespace().skip_while(|word| leads(word));
        let Some(first) = words.next() else { return true };
        let words: Vec<&str> = words.collect();
        if first == "for" {
            // `for i do x` needs nothing in front of `do`.
            return words.iter().all(|word| *word != "do");
        }
        let is_harmless = INSTEAD.contains(&first) || is_harmless_call(first, &words);
        is_harmless && !may_put_programs(first, &words)
    })
}

/// Whether something may be put where programs lie, as which it may be run by any name.
fn may_put_programs(first: &str, words: &[&str]) -> bool {
    let is_written = if WRITING.contains(&first) {
        words
    } else {
        let at = words.iter().position(|word| word.contains('>')).unwrap_or(words.len());
        words.get(at..).unwrap_or_default()
    };
    let leads_there = |word: &&str| {
        let word = without_quotes(word);
        word.trim_start_matches(|c: char| c == '>' || c.is_ascii_digit())
            .split('/')
            .any(|part| matches!(part, "bin" | "sbin"))
    };
    // Nobody but a shell knows what comes of these.
    let is_unsure = |word: &&str| word.contains(['*', '?', '[', '{', '$']);
    is_written.iter().any(leads_there) || is_written.last().is_some_and(is_unsure)
}

/// Whether the name of a variable that is set is put together out of others.
fn sets_what_is_not_told(text: &str) -> bool {
    let name = |word: &str| word.split_once('=').is_some_and(|(name, _)| name.contains('$'));
    text.split_whitespace().any(name)
}

/// A text without what only says how it is to be read.
fn without_quotes(text: &str) -> String {
    text.replace("\\\n", "").replace(['"', '\'', '\\'], "")
}

/// Whether a variable of this name does not say what is run.
pub(super) fn is_harmless_variable(name: &str) -> bool {
    let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    is_name && !RUNNING.contains(&name) && !RUNNING_ALL.iter().any(|one| name.starts_with(one))
}

/// The lines of a text as a shell puts them together, without those that are nothing but a comment, and
/// with what is to be found at `2>&1` taken for one word.
fn lines(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut open: Option<String> = None;
    // What is no comment ends with a backslash: whether it goes on is not told where it holds a `#`.
    let mut may_go_on = false;
    for line in text.split('\n') {
        if !may_go_on && is_comment(line) {
            continue;
        }
        may_go_on = line.ends_with('\\');
        // A comment is never continued, nor is what ends with a backslash that is meant.
        let begun = line.strip_suffix('\\').filter(|begun| !begun.ends_with('\\'));
        let begun = begun.filter(|begun| !begun.contains('#'));
        let mut whole = open.take().unwrap_or_default();
        whole.push_str(begun.unwrap_or(line));
        if begun.is_some() {
            open = Some(whole);
        } else {
            lines.push(whole);
        }
    }
    lines.extend(open);
    lines.into_iter().map(|line| line.replace(" 2>&1", " ").replace(" >&2", " ")).collect()
}

/// Whether a line surely is a comment, and not the middle of what stands between quotes; the first one
/// of a script may say what runs it.
fn is_comment(line: &str) -> bool {
    let line = line.trim();
    let is_plain = !line.contains(['"', '\'']) && !line.starts_with("#!");
    line.starts_with('#') && is_plain || matches!(line, "#!/bin/sh" | "#!/bin/bash")
}

/// Whether a command may begin behind this word: a keyword, or a variable that is set.
fn leads(word: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    let sets = word.split_once('=').is_some_and(|(name, value)| is_name(name) && is_plain(value));
    BEFORE.contains(&word) || sets
}

/// Whether a value surely ends where the word does.
fn is_plain(value: &str) -> bool {
    value.chars().all(|c| c.is_ascii_alphanumeric() || "_-./:,@%+=~$".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_harmless_where_all_it_runs_is() {
        for text in [
            "sleep 60",
            "/bin/sleep 60",
            "echo 'ibmcloud is not run' && date >> log.txt 2>&1",
            "\n  # wait for it\n  while ! kubectl get pods \\\n    -n x; do\n sleep 5\n done\n",
            "KUBECONFIG=/tmp/x kubectl wait --for=condition=Ready pod/x",
            "#!/bin/bash\nset -e\noc rollout status deployment/x && helm list",
            "# one \\\n# two \\\nsleep 1",
            "( sleep 1 )",
            "echo robin; echo 'the bin is full' > log",
            "ls bin/ && mkdir -p ~/bin && cat /var/lib/cabin/x",
            "export KUBECONFIG=/srv/bin/cfg; test -x /usr/bin/kubectl && sleep 5",
            "for i in 1 2; do echo $i; done",
            "if [ -f x ]; then rm -f x; fi",
            "",
        ] {
            assert!(is_harmless(text), "{text}");
        }
        for text in [
            "./authorize.sh",
            "ibmcloud iam service-policy-create",
            "sleep 5; curl -X POST https://iam.cloud.ibm.com",
            "echo $(ibmcloud iam oauth-tokens)",
            "echo x | bash",
            "bash -c 'sleep 1'",
            "sleep 1 &&\n/opt/run",
            "sleep 1 \\\n && ./run",
            "\u{fffd} 1",
            "\u{fffd}",
            "sleep 1\n\u{fffd}",
            "X='a b' ./run",
            "'ibmcloud' iam",
            "sudo sleep 1",
            "if ./run; then true; fi",
        ] {
            assert!(!is_harmless(text), "{text}");
        }
    }

    #[test]
    fn what_a_shell_may_read_in_another_way_is_not_harmless() {
        for text in [
            // A comment is not continued.
            "# log in first \\\nibmcloud iam authorization-policy-create",
            "true # foo \\\nibmcloud iam",
            "echo \\\\\nibmcloud iam",
            "sleep 1 \\\r\nibmcloud iam",
            "echo x\\\n#; ibmcloud iam",
            "echo a#b\\\n#; ibmcloud iam",
            "echo a#b\\\n# x",
            "export PA\"\"TH=. ; date",
            "export PA\\TH=. ; date",
            "export PA\\\nTH=. ; date",
            "for P'A'TH in .; do date; done",
            "cp run.sh /usr/local/bin/date && date",
            "cp run.sh /usr/local/b'i'n/date && date",
            "cat run.sh > ~/bin/date; date",
            "cd /usr/sbin && cp /tmp/run.sh date",
            "cp run.sh /usr/local/b??/date && date",
            "cd /usr/local; cp run.sh b{i,}n/date; date",
            "export PA$@TH=.; date",
            "export PA${x}TH=.; date",
            "#!/opt/run",
            // What is not known may end a command, wherever it stands.
            "sleep 10 \u{fffd}&& ibmcloud iam\u{fffd}",
            "echo \u{fffd}",
            "kubectl get \u{fffd}",
            "KUBECONFIG=\u{fffd} kubectl get pods",
            // Programs that run others, or are others than they seem.
            "kubectl exec x -- ibmcloud iam",
            "kubectl apply -f x.yaml",
            "kubectl rollout restart deployment/x",
            "kubectl -n x get pods",
            "oc rsh x",
            "helm upgrade x",
            "kubectl",
            "PATH=.:$PATH date",
            "export PATH=.; date",
            "export LD_PRELOAD=./x.so\ndate",
            "for PATH in .; do date; done",
            "for i do ibmcloud; done",
            "date ( ) { ibmcloud iam; }; date",
            "date () ibmcloud iam",
            // In a plain shell this is a command in the background, and another.
            "sleep 1 &>x ibmcloud iam",
            "echo \\>& ibmcloud iam",
            "X=a\\ echo ibmcloud iam",
            "X=${Y:- echo }ibmcloud iam",
            "cat <<EOF\nx\nEOF",
        ] {
            assert!(!is_harmless(text), "{text}");
        }
    }
}
