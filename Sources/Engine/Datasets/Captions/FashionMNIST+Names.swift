extension FashionMNIST {
    /// By class, in the order of `classNames`.
    package static let names = [
        Synonyms("t-shirt", "tee shirt", "tee", "short-sleeved top", heldOut: "tshirt", "t shirts", "short sleeve tee"),
        Synonyms(
            "trousers", "pants", "pair of trousers", "slacks", heldOut: "trouser", "pair of pants", "long trousers"),
        Synonyms(
            "pullover", "jumper", "sweater", "knitted pullover", heldOut: "pullovers", "knit sweater", "woollen jumper"),
        Synonyms("dress", "gown", "frock", "summer dress", heldOut: "dresses", "evening gown", "long dress"),
        Synonyms("coat", "overcoat", "winter coat", "jacket", heldOut: "coats", "warm overcoat", "winter jacket"),
        Synonyms(
            "sandal", "open sandal", "strappy sandal", "flip-flop", heldOut: "sandals", "strap sandal", "flipflop"),
        Synonyms(
            "shirt", "collared shirt", "button-up shirt", "blouse", heldOut: "shirts", "buttoned shirt", "blouses"),
        Synonyms(
            "sneaker", "trainer", "running shoe", "sports shoe", heldOut: "sneakers", "running sneaker", "sport shoes"),
        Synonyms("bag", "handbag", "purse", "shoulder bag", heldOut: "bags", "hand bag", "leather handbag"),
        Synonyms(
            "ankle boot", "boot", "bootie", "leather boot", heldOut: "boots", "ankle-high boot", "leather booties"),
    ]
}
