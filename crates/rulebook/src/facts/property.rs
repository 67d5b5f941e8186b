//! What only thefts, burglaries, robberies, vehicle matters and damage need.

use alloc::vec::Vec;

words! {
    /// What was taken, or was to be taken.
    Thing {
        /// A motor vehicle: car, van, lorry, motorcycle, moped, electric motorcycle.
        MotorVehicle,
        /// A pedal cycle, or an electric bicycle with working pedals, at most 250 W and no help above 15.5 mph.
        PedalCycle,
        /// An electric bicycle beyond those limits (throttle alone, more power or speed).
        PowerfulElectricBike,
        /// An electric scooter that one stands on.
        ElectricScooter,
        /// A boat, aircraft, trailer or other conveyance that is no motor vehicle.
        OtherConveyance,
        /// A part of a motor vehicle: catalytic converter, number plate, wheel, fuel in its tank.
        VehiclePart,
        /// A telephone, laptop, tablet or pager.
        PhoneOrLaptop,
        /// Money, a purse, wallet, bank card, jewellery, bag or other personal thing.
        PersonalThing,
        /// Goods for sale, or anything else that belongs to a shop or business.
        BusinessGoods,
        /// A letter, parcel or mail bag on its way from sender to recipient, by any carrier.
        MailOrParcel,
        /// A dog.
        Dog,
        /// A cat.
        Cat,
        /// Metal taken for its scrap value that served a building, railway, cable or other infrastructure.
        InfrastructureMetal,
        /// Other metal taken for its scrap value.
        OtherMetal,
        /// Anything else.
        Other,
    }
}

words! {
    /// Where the thing was when it was taken.
    TakenFrom {
        /// Worn by, carried by or attached to a person, or in clothing they wore.
        Person,
        /// In or on a motor vehicle (not a delivery of mail).
        Vehicle,
        /// In a part of a bus, train, coach or other public transport that passengers can enter.
        PublicTransportOpenPart,
        /// In a part of public transport that passengers cannot enter: driver's cab, locked luggage hold.
        PublicTransportClosedPart,
        /// In a shop or market stall, in the part open to customers.
        Shop,
        /// From the till, or behind the counter, or in a part of a shop closed to customers.
        TillOrStaffArea,
        /// In somebody's home, by a person who was lawfully there (guest, lodger, cleaner, carer).
        HomeAsGuest,
        /// In a cash machine, vending machine, parking meter or gas or electricity meter.
        MachineOrMeter,
        /// In the process of being delivered (also from a delivery vehicle).
        InDelivery,
        /// At the taker's workplace.
        Workplace,
        /// Left in the open or in a place open to the public.
        OpenPlace,
        /// Anywhere else.
        Other,
    }
}

words! {
    /// What force or threat went with the taking.
    Force {
        /// Force on the thing alone: pulled cleanly away, no struggle.
        OnThingOnly,
        /// Force on a person: pushed, hit, held, or resistance overcome in a struggle, before or while taking.
        OnPerson,
        /// A threat of force, by words, a weapon, or by what the person was made to believe.
        Threatened,
        /// Force or threat in order to get away with it: on the way out, or while being pursued at once.
        ToGetAway,
        /// Force only later, when the thief had left with the things and nobody was in pursuit.
        LaterNotPursued,
        /// None.
        Nothing,
    }
}

words! {
    /// Whose property it was.
    Owner {
        /// A business or other body.
        Business,
        /// A person or persons.
        Person,
        /// Both, the business property worth more.
        BothMostlyBusiness,
        /// Both, the personal property worth more.
        BothMostlyPersonal,
    }
}

fields! {
    /// What only a taking of property needs.
    Taking {
        /// What was taken or was to be taken.
        #[schemars(example = super::json(r#"["phone_or_laptop"]"#))]
        what: Vec<Thing>,
        /// Where it was.
        #[schemars(example = &"person")]
        from: Option<TakenFrom>,
        /// Force or threat used with it. Hitting, pushing or threatening somebody may also be written as an act of its own.
        #[schemars(example = &"on_thing_only")]
        force: Option<Force>,
        /// Whose property it was, where `to` does not show it.
        #[schemars(example = &"business")]
        owner: Option<Owner>,
        /// What the things were worth altogether, in whole pounds.
        #[schemars(example = 20)]
        value_pounds: Option<u32>,
        /// True where the things were taken from several counters, departments or franchises inside one shop or department store.
        #[schemars(example = true)]
        inside_one_store: Option<bool>,
        /// True where the taker was banned from, or otherwise a trespasser in, a shop that was open to customers.
        #[schemars(example = true)]
        banned_from_shop: Option<bool>,
        /// True where the taker has been charged with burglary for it at the time of recording; false where not.
        #[schemars(example = false)]
        charged_with_burglary: Option<bool>,
        /// For a dog or cat: true where the taker, the owner and the animal had all lived in one household.
        #[schemars(example = false)]
        animal_lived_with_both: Option<bool>,
        /// For a machine or meter: true where the owner of the machine deals with it alone and police take no action.
        #[schemars(example = false)]
        owner_deals_alone: Option<bool>,
    }
}

words! {
    /// What kind of building or lodging was entered.
    Building {
        /// A house, flat, houseboat or the like that is a home, a building joined to it with a connecting door, or a garage or room reached from inside it.
        Home,
        /// A room in a hostel, nursing home, children's home, care home, hall of residence, or a room let on its own in a shared house.
        RoomInHostelOrShared,
        /// A room in a hotel or guest house, a holiday home or chalet.
        HotelOrHoliday,
        /// A caravan, or a cruising or holiday boat.
        CaravanOrBoat,
        /// A shed, garage, outhouse or summer house at a home, without a connecting door, not used for business.
        ShedOrGarage,
        /// A garage in a block, an allotment shed or other such building not at a home and not used for business.
        GarageBlockOrAllotment,
        /// An outbuilding at a home used only for business.
        BusinessOutbuilding,
        /// A shop, in hours when it is open to customers.
        ShopWhileOpen,
        /// A shop, office, factory, warehouse, pub, school, hospital or other business or public building (a shop when closed).
        Business,
        /// A church, mosque, community hall or other building of the community.
        Community,
    }
}

words! {
    /// How a home or lodging is used.
    Habitation {
        /// By its owner, or let for long stay.
        LivedIn,
        /// Let for short stay (holidays).
        ShortStay,
        /// Empty, but could be lived in.
        VacantHabitable,
        /// Empty and not fit to live in.
        VacantNotHabitable,
    }
}

words! {
    /// How the way in was gained or sought.
    WayIn {
        /// By breaking something.
        Forced,
        /// Through an open or unlocked door or window.
        Unlocked,
        /// By a trick, falsehood or distraction on an occupant.
        Trick,
        /// Damage to a door, window or lock; nobody is known to have got in.
        DamageOnly,
        /// Not known.
        NotKnown,
    }
}

fields! {
    /// What only an entry into a building needs.
    Entry {
        /// What kind of building or lodging.
        #[schemars(example = &"home")]
        building: Option<Building>,
        /// How it is used, for a home or lodging.
        #[schemars(example = &"lived_in")]
        habitation: Option<Habitation>,
        /// How the way in was gained or sought.
        #[schemars(example = &"forced")]
        way_in: Option<WayIn>,
        /// True where something was stolen inside.
        #[schemars(example = true)]
        stole: Option<bool>,
        /// True where nobody got in (a try); false where somebody did.
        #[schemars(example = false)]
        did_not_get_in: Option<bool>,
        /// True where the intruder had a firearm, imitation firearm, weapon or explosive with them.
        #[schemars(example = false)]
        had_weapon: Option<bool>,
        /// Force or threat used inside in order to steal.
        #[schemars(example = &"threatened")]
        force_to_steal: Option<Force>,
        /// True where damage to the way in is, on balance, more likely mere damage than a try to get in; false where a try is more likely.
        #[schemars(example = false)]
        damage_likelier: Option<bool>,
        /// For a part of a shop: true where the part is closed to customers (stock room, behind the counter).
        #[schemars(example = false)]
        staff_area: Option<bool>,
        /// What was stolen, where it matters.
        #[schemars(example = super::json(r#"["dog"]"#))]
        what: Vec<Thing>,
    }
}

fields! {
    /// What only a matter of a vehicle needs.
    Vehicle {
        /// True where a vehicle taken was driven dangerously, as far as reported.
        #[schemars(example = true)]
        driven_dangerously: Option<bool>,
        /// True where an investigation confirmed the dangerous driving.
        #[schemars(example = false)]
        dangerous_driving_confirmed: Option<bool>,
        /// True where its driving caused an accident in which somebody was hurt.
        #[schemars(example = false)]
        accident_hurt: Option<bool>,
        /// True where its driving caused an accident in which somebody died.
        #[schemars(example = false)]
        accident_killed: Option<bool>,
        /// True where its driving caused an accident that damaged other property.
        #[schemars(example = false)]
        accident_damaged: Option<bool>,
        /// True where the vehicle was damaged.
        #[schemars(example = false)]
        vehicle_damaged: Option<bool>,
        /// True where the vehicle being driven is known to be stolen or taken without leave.
        #[schemars(example = false)]
        known_stolen: Option<bool>,
        /// True where this person only rode in it, or drove it after somebody else took it.
        #[schemars(example = false)]
        only_drove_or_carried: Option<bool>,
        /// For interference or damage: true where a try to steal the vehicle or from it is, on balance, likelier than mere damage; false where nothing suggests it.
        #[schemars(example = false)]
        theft_likelier: Option<bool>,
        /// For interference: true where there is credible evidence that no crime was meant (a mistaken car, a child at play).
        #[schemars(example = false)]
        no_crime_meant: Option<bool>,
        /// For a try to steal: true where the vehicle itself was wanted, false where things in it.
        #[schemars(example = true)]
        vehicle_wanted: Option<bool>,
        /// True where the injuries or damage done on purpose are the only evidence of how it was driven.
        #[schemars(example = true)]
        injuries_only_evidence: Option<bool>,
    }
}

words! {
    /// What was damaged, set on fire or threatened.
    Damageable {
        /// A home, or a building within its boundary not used only for business; also a care home, hostel, houseboat, or a garage or shed not used for business.
        Home,
        /// A building or part of one used for business or by the community.
        BusinessOrCommunityBuilding,
        /// A motor vehicle.
        Vehicle,
        /// A telephone, fence, garden wall, furniture, bus shelter or any other thing.
        Other,
    }
}

fields! {
    /// What only damage, fire and threats of damage need.
    Damage {
        /// What was damaged or threatened.
        #[schemars(example = &"vehicle")]
        what: Option<Damageable>,
        /// Cost to put right, in whole pounds.
        #[schemars(example = 250)]
        cost_pounds: Option<u32>,
        /// True where it comes off or is put right at no cost and with little effort.
        #[schemars(example = false)]
        easily_put_right: Option<bool>,
        /// True where life was endangered, meant or not caring.
        #[schemars(example = false)]
        life_endangered: Option<bool>,
        /// True where the thing belongs to the doer alone; false where to somebody else, or to both.
        #[schemars(example = false)]
        doers_own: Option<bool>,
        /// True where it also endangers others' lives to damage one's own thing.
        #[schemars(example = false)]
        own_thing_endangers_others: Option<bool>,
    }
}
