//! Conduct over time: harassment, stalking, control and coercion.

words! {
    /// One way of behaving that recurs.
    Behaviour {
        /// Follows.
        Followed,
        /// Watches, spies or loiters near.
        Watched,
        /// Turns up uninvited at home, work or a place often visited.
        TurnedUp,
        /// Sends unwanted gifts or things.
        UnwantedGifts,
        /// Unwanted calls, messages, letters or visits.
        UnwantedContact,
        /// Silent or nuisance telephone calls.
        SilentCalls,
        /// Shouts at, abuses, insults, bullies or pesters.
        Abused,
        /// Gets into, or checks, the other's accounts, phone or computer.
        CheckedAccounts,
        /// Tracks by device.
        Tracked,
        /// Contacts the other's family, friends or work.
        ContactedOthers,
        /// Interferes with or damages the other's things.
        InterferedWithProperty,
        /// Uses complaints, courts or false allegations against the other.
        VexatiousComplaints,
        /// Buys or signs up in the other's name.
        UsedIdentity,
        /// Posts about the other online.
        PostedOnline,
        /// Controls money, or withholds it.
        ControlledMoney,
        /// Keeps from family, friends or work.
        Isolated,
        /// Controls movements, or keeps to a room or the house.
        ControlledMovement,
        /// Controls or checks phone, messages or computer.
        ControlledPhone,
        /// Dictates clothes, food, routine, or medicine.
        DictatedDailyLife,
        /// Humiliates, criticises, intimidates or threatens again and again.
        Humiliated,
        /// Repeated violence as part of it.
        RepeatedViolence,
        /// Anything else.
        Other,
    }
}

words! {
    /// What conduct or words did to the person they were aimed at.
    Effect {
        /// Fear that violence will be used against them.
        FearOfViolence,
        /// Serious alarm or distress that changed daily life (routes, locks, work, sleep, going out).
        SeriousAlarmChangedDailyLife,
        /// A serious effect of control on daily life.
        SeriousEffectOfControl,
        /// Harassment, alarm, distress or anxiety.
        AlarmOrDistress,
        /// A nuisance or inconvenience only.
        NuisanceOnly,
        /// None: it is said that there was no such effect.
        Nothing,
    }
}
