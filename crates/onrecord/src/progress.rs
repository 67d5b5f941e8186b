//! Progress on work over a second; silent when the terminal is not one.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// Where the end is not known.
const SPINNER: &str = "{spinner} {msg} ({elapsed})";
/// Where it is.
const BAR: &str = "{msg} [{wide_bar}] {human_pos} of {human_len} ({eta} left)";

/// A line that says what is being done, and how far it has come.
pub struct Progress(ProgressBar);

impl Progress {
    /// Begins, with nothing to say yet. indicatif draws to standard error, and only to a terminal.
    pub fn begin() -> Self {
        let progress = Self(ProgressBar::no_length());
        progress.styled(SPINNER);
        progress.0.enable_steady_tick(Duration::from_millis(200));
        progress
    }

    /// Says what is being done now; its end is not known.
    pub fn say(&self, what: impl Into<std::borrow::Cow<'static, str>>) {
        if self.0.length().is_some() {
            self.styled(SPINNER);
            self.0.unset_length();
        }
        self.0.set_message(what);
    }

    /// Says what is being done now and draws a bar: `n_done` of `n_all`.
    pub fn bar(&self, what: &'static str, n_done: u64, n_all: u64) {
        if self.0.length() != Some(n_all) || self.0.message() != what {
            // The time left is told from the pace of this piece of work alone.
            self.styled(BAR);
            self.0.reset();
            self.0.set_length(n_all);
            self.0.set_message(what);
        }
        self.0.set_position(n_done);
    }

    /// Says how far the reading of a file has come.
    pub fn reading(&self, file: &str, n_bytes: u64) {
        self.say(format!("reading {file}: {} MB", n_bytes / 1_000_000));
    }

    fn styled(&self, template: &str) {
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.0.set_style(style.progress_chars("=> "));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use indicatif::ProgressStyle;

    use super::{BAR, Progress, SPINNER};

    #[test]
    fn a_bar_has_an_end_and_a_spinner_has_none() {
        for template in [BAR, SPINNER] {
            assert!(ProgressStyle::with_template(template).is_ok(), "{template}");
        }
        let progress = Progress::begin();
        assert_eq!(progress.0.length(), None);
        progress.bar("checking", 3, 10);
        assert_eq!((progress.0.position(), progress.0.length()), (3, Some(10)));
        progress.bar("replaying", 1, 10);
        assert_eq!((progress.0.position(), progress.0.message()), (1, "replaying".to_owned()));
        progress.say("linking");
        assert_eq!((progress.0.length(), progress.0.message()), (None, "linking".to_owned()));
    }
}
