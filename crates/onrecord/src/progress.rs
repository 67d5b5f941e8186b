//! Progress on work over a second; silent when the terminal is not one.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A line that says what is being done.
pub struct Progress(ProgressBar);

impl Progress {
    /// Begins, with nothing to say yet. indicatif draws to standard error, and only to a terminal.
    pub fn begin() -> Self {
        let bar = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    /// Says what is being done now.
    pub fn say(&self, what: impl Into<std::borrow::Cow<'static, str>>) {
        self.0.set_message(what);
    }

    /// Says how far the reading of a file has come.
    pub fn reading(&self, file: &str, n_bytes: u64) {
        self.say(format!("reading {file}: {} MB", n_bytes / 1_000_000));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
