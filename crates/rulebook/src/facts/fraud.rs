//! What only fraud and computer misuse need. Acts with `kind` deceived or misused_computer carry it.

use alloc::string::String;
use alloc::vec::Vec;

words! {
    /// What the deceit or misuse was about. Choose by what the victim was told, or what was abused.
    What {
        // ---- money asked for in advance
        /// A letter or message from a supposed official or the like: help to move millions abroad, for a share.
        ForeignMillions,
        /// A lottery, prize draw or competition won, for a fee or transfer first.
        LotteryWin,
        /// A cheque or banker's draft for more than the price or wage, the excess to be passed on or paid back.
        OverpaidByCheque,
        /// Befriended or courted online, then asked for money.
        Romance,
        /// An offer to recover money lost in an earlier fraud, for a fee. Write the earlier fraud as an act of its own.
        RecoveryOfLoss,
        /// An inheritance or estate to be claimed.
        Inheritance,
        /// Rent, deposit or booking fee for rooms, a flat or a house that do not exist or are not to let.
        Rental,
        /// A loan promised for a fee.
        LoanForFee,
        /// Anything else paid for in advance that never existed: a buyer who will be introduced, a pet, a job, a friend stranded abroad who needs money.
        OtherAdvancePayment,

        // ---- investments
        /// Shares or bonds, worthless or not existing, sold by telephone or online ("boiler room").
        SharesOrBonds,
        /// A scheme that pays early investors with the money of later ones (pyramid, Ponzi).
        PyramidOrPonzi,
        /// "Prime bank" guarantees, notes or debentures.
        PrimeBank,
        /// A time share or holiday club.
        TimeShare,
        /// Any other investment: wine, land, animals, currency, a company.
        OtherInvestment,

        // ---- buying and selling
        /// Things bought or sold online, by auction site or web shop. The victim may be the buyer or the seller.
        OnlineShopping,
        /// Premium-rate calls or texts, ring tones, missed calls, telephone quizzes, insurance for a telephone.
        PhoneCharges,
        /// Work, goods or services offered at the door (roof, drive, garden, glazing, carpets).
        DoorToDoor,
        /// A call or pop-up: something is wrong with your computer, pay to have it mended.
        ComputerRepair,
        /// Tickets, flights or holidays bought by telephone or online.
        TicketsOrTravel,
        /// Any other sale to a consumer: face to face, at a fair, by an advertisement in a newspaper.
        OtherSale,
        /// A shop, restaurant, hotel, petrol station or other retailer deceived at the counter: switched labels, false refund, confusion over change, denied having taken petrol, ordered with no mind to pay.
        RetailerDeceived,

        // ---- charities and grants
        /// Money or things collected for a charity.
        CharityCollection,
        /// A grant from a charity or a lottery fund, applied for by false statements or misspent.
        GrantFromCharity,
        /// A grant from a government-funded body.
        GrantFromGovernment,

        // ---- banks and credit
        /// Another's bank account, cheque, or credit, debit, store or prepayment card used: in shops, online, at cash machines, by transfer; also forged or cloned cards and cheques.
        CardChequeOrAccount,
        /// Credit, hire purchase, a loan or a store account got by false details or another's identity.
        CreditApplication,
        /// A mortgage got, or asked for, by false statements.
        Mortgage,
        /// Where a regular payment or a payee's account goes was changed: standing order, direct debit, a supplier's new "bank details".
        PaymentDetailsChanged,
        /// Kept a credit to one's own account knowing that it came from a crime.
        KeptWrongfulCredit,
        /// An account opened in another's name or with false details, nothing more.
        OpenedAccountInOthersName,
        /// Word that cards are being copied at one place, no loss confirmed yet.
        CardsCopiedAtPlace,

        // ---- insurance, contracts, work
        /// A false insurance claim, or a policy got by false details.
        InsuranceClaimOrPolicy,
        /// An insurance broker, or somebody posing as one, took money for cover that does not exist.
        InsuranceBroker,
        /// A telephone or internet contract got by false details, a stolen card or with no mind to pay.
        PhoneOrInternetContract,
        /// An employee or former employee deceived the firm: expenses, overtime, false employees, the firm's card or account, falsified accounts in order to take money.
        Employee,
        /// An employee ordered too much, or took inferior goods, and kept the difference.
        Procurement,
        /// A business carried on, or a false statement made by a director or club official, to defraud creditors, suppliers, customers or members.
        Trading,
        /// Accounts or records falsified, in order to cause loss or gain.
        FalseAccounts,
        /// An offence of a bankrupt or in a winding up, or by a person barred from being a director.
        Insolvency,
        /// Somebody under a legal duty to tell (a solicitor, say) did not, in order to gain or cause loss.
        FailedToDisclose,
        /// Somebody trusted with another's money or interests (carer, attorney, solicitor, trustee) abused that.
        AbusedPosition,

        // ---- the state, pensions, documents
        /// A benefit or tax credit claimed falsely.
        Benefit,
        /// A tax return or VAT return with false statements.
        TaxReturn,
        /// A United Kingdom passport applied for by false statements.
        PassportApplication,
        /// A United Kingdom driving licence applied for by false statements.
        DrivingLicenceApplication,
        /// A pension drawn that was no longer due, or not in full, by the pensioner or their family.
        PensionDrawn,
        /// Trustees or others took or moved money out of a pension fund.
        PensionFund,
        /// A pensioner persuaded to cash in a pension early, for fees.
        PensionCashedIn,
        /// A public register or regulator deceived: land registry, stock exchange, gambling.
        RegulatorDeceived,
        /// A council, housing association or secure tenancy sub-let for gain.
        SublettingTenancy,
        /// A parking permit, blue badge or the like: stolen, false, borrowed or misused; or another vehicle or driver record forged or misused.
        ParkingPermitOrVehicleRecord,
        /// A parking ticket or road charge came to somebody because another car shows a copy of their number plate.
        CopiedNumberPlate,
        /// A false, forged or counterfeit passport or other identity document (not one got by an application).
        ForgedIdentityDocument,
        /// Another document or a signature forged, or a forged document used.
        OtherForgery,
        /// Had, made or supplied things for use in fraud: card readers, others' papers, false web pages, phishing messages.
        ThingsForFraud,
        /// Any other deceit for gain.
        Other,

        // ---- computers and telephones
        /// A virus or other malware got into, or was sent to, a computer, telephone or tablet.
        Malware,
        /// A suspect is identified who let a virus or other malware loose on the internet at large. Write those infected who reported it as an act of their own (malware).
        MalwareReleased,
        /// A web site or service flooded or brought down, or threatened with that.
        ServiceAttacked,
        /// Got without right into a server, or used access to it beyond permission, and changed or copied what is on it.
        ServerHacked,
        /// Got without right into a personal computer, telephone or tablet, or used malware placed there.
        ComputerHacked,
        /// Got without right into an e-mail or social media account.
        EmailOrSocialAccountHacked,
        /// Got without right into a firm's telephone exchange, usually to run up calls.
        TelephoneExchangeHacked,
        /// A message that seeks passwords or bank details ("phishing"), nothing more.
        PhishingMessage,
    }
}

words! {
    /// How the first contact came about.
    Contact {
        /// A letter, e-mail, text or call sent to many alike.
        SentToMany,
        /// A cold call, or a cold visit that found nobody to speak to.
        ColdCall,
        /// Addressed to this person: full name, birth date, or other things about them; or to chosen people.
        AimedAtThisPerson,
        /// The victim answered an advertisement or went to a web site, or the offender answered the victim's.
        Advertisement,
        /// Met online: chat room, dating site, social media.
        MetOnline,
        /// Face to face.
        FaceToFace,
        /// The virus or malware was let loose on the internet and struck whom it met.
        AtLarge,
    }
}

words! {
    /// What the person aimed at did.
    Response {
        /// Nothing, ignored it, threw it away.
        Ignored,
        /// Hung up, broke off or sent the caller away at once.
        HungUp,
        /// Replied, rang back, wrote or spoke with them, or showed interest.
        Replied,
        /// Gave details of themselves, their account or their computer.
        GaveDetails,
        /// Clicked a link, opened a thing sent, or did something on their computer as told.
        FollowedInstructions,
        /// Agreed, and then went no further.
        Agreed,
        /// Refused to pay after some dealings.
        RefusedToPay,
        /// Paid, or lost money.
        Paid,
        /// Parted with goods, or worked for nothing.
        PartedWithGoodsOrWork,
        /// Checked, and did no more.
        MadeChecks,
    }
}

words! {
    /// What shows that it was a fraud and not just a bad bargain or a late delivery.
    Sign {
        /// The thing, prize, firm, person, soldier, home, airline or charity does not exist.
        DoesNotExist,
        /// An address, number or e-mail address proved false, dead or a mail drop; the web site or seller vanished.
        ContactFalseOrDead,
        /// Others complain of the same, or it is known as a swindle.
        OthersComplain,
        /// The payment was stopped, reclaimed or returned as stolen, forged or unpaid.
        PaymentTakenBack,
        /// What was handed over was false, forged, stolen or worthless (a copied signature, a telephone book in the box).
        FalseOrWorthlessGoods,
        /// Work was invented, not needed, or plainly not what was promised.
        WorkInventedOrSham,
        /// Trading standards, a bank, an insurer or another body holds it to be fraud.
        AuthorityHoldsItFraud,
        /// The offender admits it.
        Admitted,
        /// The suspect's story came apart when challenged or checked.
        StoryFalse,
    }
}

words! {
    /// What there is instead, where it may be no crime.
    Doubt {
        /// The goods or tickets have not come, and nothing else is known.
        NotDelivered,
        /// The goods or work are not as good as hoped.
        PoorQuality,
        /// A dispute in which police cannot tell whether there is an offence.
        Dispute,
        /// A bargain that is dear or has unwelcome terms.
        HardBargain,
        /// The person went silent, or turned away, when refused money, and nothing else is known.
        ContactEnded,
    }
}

words! {
    /// How it was paid for, or how a payment was made by the offender.
    PaidWith {
        /// The victim's own money or card.
        VictimsOwnMoney,
        /// A stolen, cloned or forged card or cheque, or another's card details.
        StolenOrClonedCard,
        /// A payment service such as PayPal, funded in a way that is not known or is in order.
        PaymentService,
        /// A payment service funded by a stolen or cloned card.
        PaymentServiceFundedByStolenCard,
        /// Cash or anything else.
        Other,
    }
}

words! {
    /// How the offender came by the card, cheque, papers or account details.
    CameBy {
        /// Stolen.
        Stolen,
        /// Lost by its owner, found and kept.
        FoundAndKept,
        /// Copied, cloned or forged.
        Cloned,
        /// Details got in secret, from rubbish, by phishing, from a friend or at work.
        DetailsObtained,
        /// The holder's own (it is the holder who deceives).
        HoldersOwn,
    }
}

words! {
    /// Whether a further fraud was done before or after the record in `prior` was made.
    Before {
        /// Before that record was made.
        Before,
        /// After it was made.
        After,
    }
}

words! {
    /// Why a force, and not only the national centre, has something to do now.
    CallForService {
        /// Police have arrested somebody for it.
        Arrested,
        /// It is going on while they ring, or had just happened.
        HappeningNow,
        /// A suspect who is, or could be, found locally, or something that could lead to one (a delivery address, a known employee).
        LocalSuspect,
        /// The national bureau has passed the matter to a force.
        PassedByNationalBureau,
        /// None of these: it is said that there is no lead.
        Nothing,
    }
}

fields! {
    /// Where the several parts of a fraud lie. Give those that are known; all by force area.
    FraudPlaces {
        /// Force where the suspect lives or works, or the swindle is run from.
        #[schemars(example = &"Force A")]
        suspect: Option<String>,
        /// Force where the false statement was made face to face.
        #[schemars(example = &"Force B")]
        statement_made: Option<String>,
        /// Force to which goods were or are to be delivered.
        #[schemars(example = &"Force A")]
        delivery: Option<String>,
        /// Force from which an application was sent (the last redirection address, where post is redirected).
        #[schemars(example = &"Force A")]
        application_sent: Option<String>,
        /// Forces in which a card or account was used, or offences were done: one entry for each use.
        #[schemars(example = super::json(r#"["Force B", "Force C", "Force B"]"#))]
        uses: Vec<String>,
        /// Force in which it was used or done first.
        #[schemars(example = &"Force B")]
        first_use: Option<String>,
        /// Force where the victim lives or works.
        #[schemars(example = &"Force A")]
        victim: Option<String>,
        /// True where it concerns the railways.
        #[schemars(example = false)]
        railway: Option<bool>,
    }
}

fields! {
    /// What only a fraud or computer misuse needs. The people deceived or targeted go in the act's `to`; where it is tried and fails, the act's `attempted_only` is true.
    Fraud {
        /// What the deceit or misuse was about.
        #[schemars(example = &"lottery_win")]
        what: Option<What>,
        /// How the first contact came about.
        #[schemars(example = &"sent_to_many")]
        contact: Option<Contact>,
        /// What the person aimed at did; several where several. Where two people differ, write an act for each.
        #[schemars(example = super::json(r#"["replied", "paid"]"#))]
        response: Vec<Response>,
        /// True where the same people came back to this person after the first contact had ended; false where they did not.
        #[schemars(example = false)]
        contacted_again: Option<bool>,
        /// What shows that it was a fraud.
        #[schemars(example = super::json(r#"["does_not_exist"]"#))]
        signs: Vec<Sign>,
        /// What there is instead of such signs.
        #[schemars(example = super::json(r#"["not_delivered"]"#))]
        doubts: Vec<Doubt>,
        /// How many separate accounts, cards, credit agreements, policies, contracts, applications, returns, pensions, servers, computers, online accounts, exchanges, charities or viruses were abused, whichever it concerns. Five uses of one card are 1. Two agreements that were merged into one account are 1.
        #[schemars(example = 3)]
        things: Option<u32>,
        /// For cards, cheques and accounts: the `id`s of those who bear a loss of their own because the bank or issuer refuses to make it good (a shop, a trader, the card holder).
        #[schemars(example = super::json(r#"["store_one", "store_two"]"#))]
        losses_refused_by_bank: Vec<String>,
        /// For cards, cheques and accounts: false where the bank or issuer bears none of the loss. Leave out otherwise.
        #[schemars(example = true)]
        bank_bears_loss: Option<bool>,
        /// How it was paid for, or how the offender paid (a deposit, a ticket, a handset).
        #[schemars(example = &"stolen_or_cloned_card")]
        paid_with: Option<PaidWith>,
        /// For the card used to pay or to fund a payment service: true where that card fraud is already recorded, false where it is said not to be.
        #[schemars(example = false)]
        card_fraud_recorded: Option<bool>,
        /// How the offender came by the card, cheque, papers or details.
        #[schemars(example = &"stolen")]
        came_by: Option<CameBy>,
        /// True where the theft of the card, cheque or papers is already recorded (or is part of a burglary or robbery recorded or written as an act); false where it is said that it has not been recorded.
        #[schemars(example = false)]
        theft_recorded: Option<bool>,
        /// True where a contract was made (telephone, internet); false where goods were just bought.
        #[schemars(example = true)]
        contract_made: Option<bool>,
        /// For offenders in `by`: true where they acted on their own and apart from each other; false where together.
        #[schemars(example = false)]
        acted_apart: Option<bool>,
        /// For a charity: true where no such charity exists or the attack on a real one is organised; false where neither.
        #[schemars(example = true)]
        bogus_or_organised: Option<bool>,
        /// For people who came to the door: true where they sold, tried to sell, did work or offered it in earnest; false where that was only a pretext to get in or look round.
        #[schemars(example = false)]
        tried_to_sell: Option<bool>,
        /// For people who came to the door: true where they got into the home. Whoever talks their way in to steal is an act of kind `entered_building` with `way_in` trick; this field is for a swindle at the door that is told as a fraud.
        #[schemars(example = true)]
        got_into_home: Option<bool>,
        /// For things sold: true where they were stolen goods.
        #[schemars(example = true)]
        goods_were_stolen: Option<bool>,
        /// For stolen goods: true where the buyer thought they were stolen; false where the buyer was innocent.
        #[schemars(example = false)]
        buyer_thought_stolen: Option<bool>,
        /// For stolen goods: true where they have been recovered from the buyer.
        #[schemars(example = true)]
        goods_recovered: Option<bool>,
        /// For an attack on a service: true where it was a concerted effort; false where it was only unexpected demand.
        #[schemars(example = true)]
        concerted: Option<bool>,
        /// True where money or something else was demanded with a threat in it (to attack, to publish, to hack).
        #[schemars(example = true)]
        demand_with_threat: Option<bool>,
        /// For such a demand: true where it was met or other direct loss suffered; false where not.
        #[schemars(example = false)]
        demand_met: Option<bool>,
        /// For malware: true where the offender then used it (stored files, watched, took over).
        #[schemars(example = false)]
        malware_used: Option<bool>,
        /// For documents, papers and accounts in a name: true where fraud was meant or done with them; false where it is said not to be.
        #[schemars(example = true)]
        meant_for_fraud: Option<bool>,
        /// For a copied number plate: true where the authority that issued the ticket or charge has told police that another vehicle shows the plate; false where only the motorist says so.
        #[schemars(example = false)]
        issuing_authority_reports: Option<bool>,
        /// For a card or account holder who comes to the police: true where their bank told them to report it; false where they have not been to the bank.
        #[schemars(example = false)]
        bank_said_report: Option<bool>,
        /// True where the victim is willing to report to the national centre (Report Fraud) themselves, or has; false where they ask the police to take it.
        #[schemars(example = true)]
        will_report_nationally: Option<bool>,
        /// Why a force has something to do now.
        #[schemars(example = &"local_suspect")]
        call_for_service: Option<CallForService>,
        /// Country in which the victim was when deceived.
        #[schemars(example = &"outside_united_kingdom")]
        victim_was_in: Option<super::places::Country>,
        /// Country in which the offender is, or the swindle is run from.
        #[schemars(example = &"outside_united_kingdom")]
        offender_is_in: Option<super::places::Country>,
        /// Where the same offender's fraud is already in `prior`: was this one done before that record was made, or after? The same may be said with the act's `before_record`.
        #[schemars(example = &"before")]
        before_or_after_record: Option<Before>,
        /// Where the parts of it lie.
        #[schemars(example = super::json(r#"{"suspect": "Force A", "delivery": "Force A"}"#))]
        places: Option<FraudPlaces>,
    }
}
