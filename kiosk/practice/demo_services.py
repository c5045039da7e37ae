"""What the demo practice asks payers for, and which payers there are. All of it is invented."""

from kiosk.practice.prior_auth_terms import Kind, PayerType, WhoNeeded
from kiosk.practice.values import dataclass


@dataclass(frozen=True)
class Service:
    """Something that a payer must approve: in the practice's words, its code, why it matters.

    Codes of drugs that a pharmacy fills are left out: the payer goes by the name.
    """

    kind: Kind
    words: str
    code: str
    who_needed: WhoNeeded
    purpose: str


SERVICES = (
    Service(
        "imaging",
        "MRI lumbar spine",
        "72148",
        "clinical",
        "Decides between surgery and more therapy",
    ),
    Service(
        "drug",
        "Adalimumab pen, every 2 weeks",
        "",
        "prescriber",
        "Joints swell again within three weeks without it",
    ),
    Service(
        "device",
        "CPAP supplies, 3 months",
        "A7030",
        "anyone",
        "The mask leaks; sleeps two hours a night",
    ),
    Service(
        "imaging",
        "Sleep study at home",
        "95800",
        "clinical",
        "Drives for a living; falls asleep by day",
    ),
    Service(
        "imaging",
        "CT abdomen and pelvis",
        "74177",
        "clinical",
        "Pain for six weeks without a finding",
    ),
    Service(
        "referral",
        "Physical therapy, 12 visits",
        "97110",
        "anyone",
        "Cannot climb stairs since the fall",
    ),
    Service(
        "drug",
        "Semaglutide pen, weekly",
        "",
        "prescriber",
        "Two other drugs did not bring the sugar down",
    ),
    Service(
        "imaging", "MRI knee, right", "73721", "clinical", "The knee locks; decides on surgery"
    ),
    Service("imaging", "Echocardiogram", "93306", "anyone", "New murmur; surgery waits for it"),
    Service(
        "device",
        "Glucose monitor, continuous",
        "E2103",
        "clinical",
        "Two lows at night within a month",
    ),
    Service(
        "drug",
        "Denosumab injection",
        "J0897",
        "prescriber",
        "The next one is due; a gap breaks bones",
    ),
    Service("procedure", "Colonoscopy", "45378", "anyone", "Bleeding; the date is fixed already"),
    Service("imaging", "MRI brain", "70553", "clinical", "New headaches with lost vision"),
    Service("device", "CPAP machine", "E0601", "anyone", "The old one is recalled"),
    Service("imaging", "Nerve test, both arms", "95910", "clinical", "Hands go numb at work"),
    Service(
        "drug", "Iron infusion", "J1439", "prescriber", "Pills were not kept down; cannot work"
    ),
    Service("imaging", "CT chest", "71260", "clinical", "Spot on the film; six weeks are over"),
    Service("device", "Knee brace", "L1833", "anyone", "Back to work depends on it"),
    Service("imaging", "Heart stress test, nuclear", "78452", "clinical", "Chest pain on stairs"),
    Service(
        "drug",
        "Migraine injection, monthly",
        "",
        "prescriber",
        "Fifteen bad days a month without it",
    ),
    Service(
        "procedure",
        "Sleep study in the lab",
        "95810",
        "clinical",
        "The one at home showed nothing clear",
    ),
    Service(
        "device", "Wheelchair, standard", "K0001", "anyone", "Cannot leave the house without it"
    ),
    Service(
        "device", "Insulin pump", "E0784", "prescriber", "Shots alone leave the sugar too high"
    ),
    Service("imaging", "Bone density scan", "77080", "anyone", "Decides whether treatment begins"),
    Service("imaging", "Thyroid ultrasound", "76536", "anyone", "A lump that grew since spring"),
    Service(
        "procedure",
        "Steroid injection, lower back",
        "62323",
        "clinical",
        "Cannot sit for more than ten minutes",
    ),
    Service(
        "drug", "Infliximab infusion", "J1745", "prescriber", "The next one is due in two weeks"
    ),
    Service("device", "Home oxygen", "E1390", "clinical", "Goes home from hospital with it"),
    Service("imaging", "PET scan", "78815", "prescriber", "Treatment is planned by it"),
    Service("drug", "Inhaler, brand only", "", "prescriber", "The other one made the cough worse"),
)
PAYERS: dict[str, PayerType] = {
    "Lakeside Health Plan": "individual",
    "Union Mutual": "employer",
    "State Medicaid": "medicaid",
    "Medicare Advantage Plus": "medicare advantage",
    "Tri-County Employees Trust": "employer",
    "Northgate HMO": "individual",
    "Prairie Drug Plan": "part d",
}
