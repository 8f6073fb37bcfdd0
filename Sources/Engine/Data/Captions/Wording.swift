/// In what way a caption is worded: as in training, or in a way that training never shows.
public enum Wording: String, Sendable, CaseIterable, Codable {
    /// Words and sentences that training uses.
    case trained
    /// A sentence of training with a name for the thing that training never uses.
    case synonym
    /// Words of training in a sentence, and an order, that training never uses.
    case order
    /// A caption of training with one typing error in it.
    case typing
}
