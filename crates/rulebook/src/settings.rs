//! Where the texts leave something open, or contradict each other: settings, each with the default
//! that is shipped. Only the registrar changes one.

/// Which text is followed where two of one edition disagree, and how open points are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Outcomes barred to a principal crime when only a related crime can be charged: the wider list
    /// (CRR 58: 1, 2, 3, 4, 6) rather than the narrower (CRR 18: 1, 2, 4).
    pub related_offence_bars_wider_list: bool,
    /// Who endorses the alternate offence for murder: the registrar (OUT 6) rather than a designated
    /// decision maker (CRR 19).
    pub murder_alternate_by_registrar: bool,
    /// A transfer may rest on a crime-related incident number (CRR 25), not only on a crime reference
    /// (OUT 26).
    pub transfer_on_incident_number: bool,
    /// Broker's staff who keep premiums: NFIB6B (FRA 84) rather than NFIB6A (FRA 89).
    pub broker_staff_is_6b: bool,
    /// A mailshot with no specific victim that police take is a crime-related incident (FRA 127) rather
    /// than an information report (FRA 14).
    pub mailshot_taken_by_police_is_incident: bool,
    /// Up to how many pounds property taken in a robbery of a shop is of low value (RET 2 prints an example
    /// of 20 pounds and no limit; a magistrates' court alone tries shop theft up to 200).
    pub low_value_pounds: u32,
    /// The force records deaths by natural causes as N300/07 of its own choice (CRR 34).
    pub records_natural_deaths: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            related_offence_bars_wider_list: true,
            murder_alternate_by_registrar: true,
            transfer_on_incident_number: true,
            broker_staff_is_6b: true,
            mailshot_taken_by_police_is_incident: true,
            low_value_pounds: 200,
            records_natural_deaths: false,
        }
    }
}
