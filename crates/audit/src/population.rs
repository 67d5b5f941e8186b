//! The population of an audit: every report that may hold a crime, with what is known of each before
//! anybody marks (methods, audit-statistics sections 1 and 2), and the caps its promise rests on.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use crate::draw::FrameLine;

/// One report of the population, as the auditor's file gives it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Line of the file it stands on, for refusals; 0 where it came from no file.
    pub file_line: u64,
    /// Incident reference.
    pub id: String,
    /// Stratum: offence group, or group and route.
    pub stratum: String,
    /// Crimes on record because of it.
    pub recorded: u64,
    /// Most crimes it can owe, from a list of alleged victims independent of the recording.
    pub cap: Option<u64>,
    /// Where the cap comes from, in the words of the file.
    pub cap_source: String,
    /// Predicted chance that it hides a crime, 0 to 1, from a model frozen before the seed.
    pub risk: Option<f64>,
    /// Size stated by the file; used only where the protocol says so.
    pub size: Option<u64>,
    /// Route by which it came.
    pub route: String,
    /// Team that decided.
    pub team: String,
    /// Group of each recorded crime, for estimates by group; empty = not known.
    pub recorded_groups: Vec<String>,
    /// When the report came by the system, seconds since 1970 UTC.
    pub received_at: Option<i64>,
    /// When each recorded crime was recorded; empty = not known.
    pub recorded_at: Vec<i64>,
}

/// The conservative maximum for reports without a cap of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caps {
    /// Where caps of the population come from, as a sentence.
    pub source: String,
    /// Maximum by stratum.
    pub by_stratum: BTreeMap<String, u64>,
    /// Maximum for any other stratum.
    pub otherwise: u64,
}

/// How a report came by its cap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CapFrom {
    /// The population's own list.
    List,
    /// The stated maximum of its class.
    Class,
    /// More is recorded than its class allows: the recorded count is the cap.
    Recorded,
}

/// A report with the cap that the audit rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capped {
    /// Most crimes it can owe; never below the recorded count, never below 1.
    pub cap: u64,
    /// How it came by it.
    pub from: CapFrom,
}

impl Caps {
    /// The cap of one report: its own, else the maximum of its class, never below what is recorded.
    pub fn of(&self, report: &Report) -> Capped {
        if let Some(cap) = report.cap {
            return Capped { cap: cap.max(1), from: CapFrom::List };
        }
        let class = self.by_stratum.get(&report.stratum).copied().unwrap_or(self.otherwise).max(1);
        if class < report.recorded {
            return Capped { cap: report.recorded, from: CapFrom::Recorded };
        }
        Capped { cap: class, from: CapFrom::Class }
    }
}

/// Why a population cannot be audited.
#[derive(Clone, Debug, PartialEq)]
pub struct PopulationFault {
    /// Line of the file.
    pub line: u64,
    /// What is wrong and what to do, as a sentence.
    pub why: String,
}

/// Checks every report; all faults, in order of their lines.
pub fn faults(reports: &[Report]) -> Vec<PopulationFault> {
    let mut found: Vec<PopulationFault> = Vec::new();
    let mut seen: BTreeMap<&str, u64> = BTreeMap::new();
    for report in reports {
        let mut say = |why: String| found.push(PopulationFault { line: report.file_line, why });
        if let Some(first) = seen.insert(&report.id, report.file_line) {
            let id = &report.id;
            say(alloc::format!("{id} stands twice (first on line {first}); one line for each incident."));
        }
        if let Some(why) = report_fault(report) {
            say(why);
        }
    }
    found
}

fn report_fault(report: &Report) -> Option<String> {
    let id = &report.id;
    let bad = |text: &str| text.is_empty() || text.contains('|') || text.chars().any(char::is_control);
    if bad(id) || bad(&report.stratum) {
        return Some(alloc::format!(
            "incident_ref \"{id}\" and stratum \"{}\" must both be filled and hold neither | nor control characters.",
            report.stratum
        ));
    }
    if let Some(cap) = report.cap.filter(|cap| *cap < report.recorded) {
        return Some(alloc::format!(
            "{id}: {} crimes are recorded, above the cap of {cap}; an incident can owe at least what is recorded. Correct the cap or the count.",
            report.recorded
        ));
    }
    if report.risk.is_some_and(|risk| !(0.0..=1.0).contains(&risk)) {
        return Some(alloc::format!("{id}: risk must lie between 0 and 1."));
    }
    if report.size == Some(0) {
        return Some(alloc::format!("{id} has size 0; every size is at least 1."));
    }
    let n_groups = report.recorded_groups.len() as u64;
    if n_groups != 0 && n_groups != report.recorded {
        return Some(alloc::format!(
            "{id}: recorded_groups names {n_groups} crimes and recorded says {}; one group for each, parted by ;.",
            report.recorded
        ));
    }
    let n_times = report.recorded_at.len() as u64;
    if n_times != 0 && n_times != report.recorded {
        return Some(alloc::format!(
            "{id}: recorded_at gives {n_times} times and recorded says {} crimes; one time for each, parted by ;.",
            report.recorded
        ));
    }
    None
}

/// Frame lines of the population, in its order, with caps and sizes.
pub fn frame(reports: &[Report], caps: &Caps, sizes: &[u64]) -> Vec<FrameLine> {
    let line = |(report, size): (&Report, &u64)| FrameLine {
        id: report.id.clone(),
        stratum: report.stratum.clone(),
        size: *size,
        cap: caps.of(report).cap,
        recorded: report.recorded,
    };
    reports.iter().zip(sizes).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    fn report(id: &str, recorded: u64, cap: Option<u64>) -> Report {
        Report { id: id.into(), stratum: "violence".into(), recorded, cap, ..Report::default() }
    }

    #[test]
    fn a_cap_is_the_list_else_the_class_and_never_below_the_record() {
        let caps = Caps { by_stratum: [("violence".into(), 3)].into(), otherwise: 5, ..Caps::default() };
        let other = Report { stratum: "theft".into(), ..report("D", 0, None) };
        for (given, wanted) in [
            (report("A", 1, Some(2)), Capped { cap: 2, from: CapFrom::List }),
            (report("B", 0, Some(0)), Capped { cap: 1, from: CapFrom::List }),
            (report("C", 1, None), Capped { cap: 3, from: CapFrom::Class }),
            (other, Capped { cap: 5, from: CapFrom::Class }),
            (report("E", 4, None), Capped { cap: 4, from: CapFrom::Recorded }),
        ] {
            assert_eq!(caps.of(&given), wanted, "{}", given.id);
        }
    }

    #[test]
    fn faults_name_line_and_reason() {
        let at = |file_line, report: Report| Report { file_line, ..report };
        for (reports, line, words) in [
            (vec![at(2, report("A", 0, None)), at(3, report("A", 0, None))], 3, "twice"),
            (vec![at(2, report("A", 3, Some(2)))], 2, "above the cap"),
            (vec![at(2, report("A|B", 0, None))], 2, "|"),
            (vec![at(4, Report { risk: Some(1.5), ..report("A", 0, None) })], 4, "between 0 and 1"),
            (vec![at(4, Report { size: Some(0), ..report("A", 0, None) })], 4, "size 0"),
            (vec![at(4, Report { recorded_at: vec![7], ..report("A", 2, None) })], 4, "gives 1 times"),
            (vec![at(4, Report { recorded_groups: vec!["x".into()], ..report("A", 2, None) })], 4, "names 1"),
        ] {
            let found = faults(&reports);
            assert_eq!(found.len(), 1, "{found:?}");
            assert_eq!(found[0].line, line);
            assert!(found[0].why.contains(words), "{found:?}");
        }
        assert!(faults(&[report("A", 1, Some(1))]).is_empty());
    }
}
