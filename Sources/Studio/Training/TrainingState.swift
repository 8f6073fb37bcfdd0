import Jobs

/// The state of the training screen: the view of the curves, and the past samples.
package struct TrainingState: Sendable {
    package var curves = CurveView()
    package var history = SampleHistory()
    /// Whether the past samples are shown below the curves, where there is room.
    package var showsHistory = true

    package init() {}

    /// The steps of the run, from the first to the newest.
    static func wholeRange(_ status: TrainingStatus) -> ClosedRange<Double> { 0...Double(max(status.step, 1)) }

    /// The grid at the cursor, else the newest one.
    func visibleSamples(_ status: TrainingStatus) -> TrainingStatus.Samples? {
        curves.cursor == nil ? status.samples : history.grid ?? status.samples
    }

    /// The kind of curves that is drawn.
    func kind(_ status: TrainingStatus) -> Curve.Kind {
        let kinds = Curve.kinds(status)
        return kinds[curves.kind % kinds.count]
    }

    /// The curves that are drawn, with their values.
    func visibleCurves(_ status: TrainingStatus) -> [(curve: Curve, history: LossHistory)] {
        let kind = kind(status)
        return Curve.all.filter { $0.kind == kind }.compactMap { curve in curve.history(status).map { (curve, $0) } }
    }
}
