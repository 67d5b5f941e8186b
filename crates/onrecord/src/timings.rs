//! What each stage of a check took: wall and CPU seconds, rows a second, peak memory. For measuring a machine or a
//! change; nothing a check answers depends on it.

use std::io::{self, Write};
use std::time::Instant;

/// Stages in the order they ran; takes down nothing where it was not asked to.
pub struct Timings {
    asked: bool,
    stages: Vec<Stage>,
}

struct Stage {
    name: &'static str,
    began: Instant,
    seconds: f64,
    /// CPU seconds of all threads; at the beginning those used before it.
    cpu_seconds: f64,
    peak_mb: Option<u64>,
}

impl Timings {
    /// Begins; `asked` is whether anybody wants to know.
    pub const fn begin(asked: bool) -> Self {
        Self { asked, stages: Vec::new() }
    }

    /// Ends the stage before and begins another.
    pub fn stage(&mut self, name: &'static str) {
        if self.asked {
            self.end();
            forget_peak();
            let (began, cpu_seconds) = (Instant::now(), cpu_seconds());
            self.stages.push(Stage { name, began, seconds: 0.0, cpu_seconds, peak_mb: None });
        }
    }

    /// Ends the last stage and prints them all as CSV; `n_rows` is how many rows were received.
    ///
    /// # Errors
    /// Whatever the writer says.
    pub fn finish(mut self, out: &mut dyn Write, n_rows: u64) -> io::Result<()> {
        self.end();
        if self.asked {
            writeln!(out, "stage,seconds,cpu_seconds,rows_per_second,peak_mb")?;
        }
        for stage in &self.stages {
            let peak = stage.peak_mb.map_or_else(String::new, |peak| peak.to_string());
            let a_second = n_rows as f64 / stage.seconds.max(1e-9);
            writeln!(
                out,
                "{},{:.3},{:.2},{a_second:.0},{peak}",
                stage.name, stage.seconds, stage.cpu_seconds
            )?;
        }
        Ok(())
    }

    fn end(&mut self) {
        if let Some(stage) = self.stages.last_mut() {
            stage.seconds = stage.began.elapsed().as_secs_f64();
            stage.cpu_seconds = cpu_seconds() - stage.cpu_seconds;
            stage.peak_mb = peak_mb();
        }
    }
}

/// Lets the system count the peak anew (Linux, proc(5): 5 to `clear_refs`). Where it cannot, the peak
/// of a stage is the highest so far.
fn forget_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// CPU seconds of the program so far, in user and system (Linux, proc(5): fields 14 and 15 of `stat`, in
/// ticks of a hundredth); nought where the system does not say.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The second field is the program's name in brackets and may hold anything.
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: u64 =
        after_name.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<u64>().ok()).sum();
    ticks as f64 / 100.0
}

/// The peak of resident memory; `None` where the system does not say.
fn peak_mb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kb| kb / 1_024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_are_told_in_order_and_only_when_asked() {
        for (asked, names) in [(true, vec!["stage", "reading", "linking"]), (false, Vec::new())] {
            let mut timings = Timings::begin(asked);
            timings.stage("reading");
            timings.stage("linking");
            let mut out = Vec::new();
            timings.finish(&mut out, 10).unwrap();
            let text = String::from_utf8(out).unwrap();
            let told: Vec<&str> = text.lines().filter_map(|line| line.split(',').next()).collect();
            assert_eq!(told, names);
        }
    }
}
