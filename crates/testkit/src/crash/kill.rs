//! Kill -9: a program is killed at a random moment under load.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::time::Duration;

/// Runs a child, kills it (SIGKILL) so long after its first line, and returns the whole lines it had
/// said.
///
/// # Panics
/// Where the child ends by itself, or says nothing: then nothing was tested.
pub fn after(command: &mut Command, since_first_line: Duration) -> Vec<String> {
    let mut child = command.stdout(Stdio::piped()).spawn().expect("the child starts");
    let mut said = BufReader::new(child.stdout.take().expect("its output is piped"));
    let mut text = Vec::new();
    said.read_until(b'\n', &mut text).expect("its output can be read");
    assert!(!text.is_empty(), "the child said nothing: {:?}", child.wait());
    let rest = std::thread::spawn(move || {
        let mut rest = Vec::new();
        said.read_to_end(&mut rest).map(|_| rest)
    });
    std::thread::sleep(since_first_line);
    assert!(child.try_wait().expect("the child can be asked").is_none(), "the child ended by itself");
    child.kill().expect("the child can be killed");
    child.wait().expect("the child ends");
    text.extend(rest.join().expect("the reader ends").expect("its output can be read"));
    let text = String::from_utf8_lossy(&text).into_owned();
    text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')).map(str::to_owned).collect()
}
