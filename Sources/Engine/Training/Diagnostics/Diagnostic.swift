/// A detected issue with its evidence.
package struct Diagnostic: Sendable, Equatable {
    package var issue: TrainingIssue
    /// The measured values, e.g. "the discriminator's loss has been below 0.01 for 300 steps".
    package var evidence: String

    package init(_ issue: TrainingIssue, _ evidence: String) { (self.issue, self.evidence) = (issue, evidence) }

    /// Parses a line of `text`; nil for any other line.
    package init?(text: String) {
        guard let issue = TrainingIssue.allCases.first(where: { text.hasPrefix($0.rawValue + ": ") }) else {
            return nil
        }
        let evidence = text.dropFirst(issue.rawValue.count + 2), advice = "; " + issue.advice
        self.init(issue, String(evidence.hasSuffix(advice) ? evidence.dropLast(advice.count) : evidence))
    }

    /// One line: issue, evidence, advice.
    package var text: String { "\(issue.rawValue): \(evidence); \(issue.advice)" }
}
