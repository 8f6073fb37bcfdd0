/// How the wording of a caption relates to the captions of training.
package enum CaptionVariant: String, Sendable, CaseIterable, Codable {
    /// A template and names of training.
    case trained
    /// A template of training with one name that training never uses.
    case synonym
    /// Names of training in a template, with a word order, that training never uses.
    case order
    /// A caption of training with one typing error.
    case typing
}
