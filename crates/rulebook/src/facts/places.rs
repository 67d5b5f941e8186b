//! Where a thing happened.

use alloc::string::String;

words! {
    /// What kind of place.
    PlaceKind {
        /// Inside a home: house, flat, room, or lodging.
        Dwelling,
        /// The garden, drive or yard of a home.
        GardenOrDrive,
        /// Street, park, square, public path or other open public place.
        PublicPlace,
        /// A shop, supermarket, market stall or petrol station.
        Shop,
        /// A pub, club, bar, restaurant or café.
        PubOrClub,
        /// Offices, factory, bank branch, workplace.
        Workplace,
        /// School or college premises.
        School,
        /// School trip, school bus or the way to or from school.
        SchoolTripOrTransport,
        /// Hospital, surgery or care home.
        HospitalOrCareHome,
        /// Police station or custody.
        PoliceStation,
        /// Prison.
        Prison,
        /// Bus, coach or tram.
        Bus,
        /// Train, station or other railway property.
        Railway,
        /// On board an aircraft.
        Aircraft,
        /// On board a ship or at sea.
        Ship,
        /// A road, by or in a vehicle.
        Road,
        /// Online, by message or by telephone; no one place.
        Online,
        /// Another place.
        Other,
    }
}

words! {
    /// A part of the world, as far as the rules tell them apart.
    Country {
        /// England or Wales.
        EnglandOrWales,
        /// England, where the difference from Wales matters.
        England,
        /// Wales, where the difference from England matters.
        Wales,
        /// Scotland.
        Scotland,
        /// Northern Ireland.
        NorthernIreland,
        /// Outside the United Kingdom.
        OutsideUnitedKingdom,
    }
}

words! {
    /// What kind of flight an aircraft was on, where it is not clear over which force it was.
    Flight {
        /// From one airport in the United Kingdom to another.
        WithinUnitedKingdom,
        /// From abroad to the United Kingdom.
        InternationalArriving,
        /// From the United Kingdom to abroad.
        InternationalDeparting,
        /// Between places abroad, in a British-registered aircraft.
        InTransitBritishAircraft,
        /// Between places abroad, in any other aircraft.
        InTransitForeignAircraft,
    }
}

fields! {
    /// Where a thing happened.
    Place {
        /// What kind of place.
        #[schemars(example = &"dwelling")]
        kind: Option<PlaceKind>,
        /// The police force area, by any name used consistently.
        #[schemars(example = &"Force B")]
        force: Option<String>,
        /// The country, where not England or Wales or where it matters.
        #[schemars(example = &"scotland")]
        country: Option<Country>,
        /// For a school: true where it was during normal school hours; false where outside them.
        #[schemars(example = true)]
        school_hours: Option<bool>,
        /// True where the public can see or get in, false where it is private.
        #[schemars(example = true)]
        public: Option<bool>,
        /// The force area where the suspect was at the time, where it is clearly known.
        #[schemars(example = &"Force A")]
        suspect_was_in: Option<String>,
        /// The force area where the victim was at the time, where it is clearly known.
        #[schemars(example = &"Force B")]
        victim_was_in: Option<String>,
        /// For something on board an aircraft in flight: what kind of flight.
        #[schemars(example = &"within_united_kingdom")]
        flight: Option<Flight>,
        /// For a flight: the force area of the airport it left from.
        #[schemars(example = &"Force A")]
        departed_from: Option<String>,
        /// For a flight abroad: the force area of the airport from which the aircraft last left the United Kingdom.
        #[schemars(example = &"Force C")]
        last_left_uk_from: Option<String>,
        /// For Scotland and Northern Ireland: true where the police there have declined to take it; false where they take it.
        #[schemars(example = false)]
        police_there_declined: Option<bool>,
        /// For something that happened outside England and Wales: true where this force investigates it; false where not.
        #[schemars(example = false)]
        this_force_investigates: Option<bool>,
    }
}
