// N batch, H height, W width, C channels, G groups of channels.

/// Group normalisation (Wu and He 2018): each picture's channels, group by group, to mean 0 and variance 1, then scaled and shifted.
///
/// One channel to a group is instance normalisation (Ulyanov et al. 2016). A picture never depends on the others in its batch.
public struct GroupNormalisation: Layer {
    let channels: Int
    let groups: Int
    private static let epsilon: Float = 1e-5

    public init(_ channels: Int, groups: Int) {
        precondition(groups > 0 && channels % groups == 0, "\(channels) channels in \(groups) groups")
        (self.channels, self.groups) = (channels, groups)
    }

    /// Each channel by itself.
    public static func instance(_ channels: Int) -> GroupNormalisation { GroupNormalisation(channels, groups: channels) }

    public var parameters: [Parameter] {
        [Parameter(name: "weight", shape: [channels], initial: .ones), Parameter(name: "bias", shape: [channels], initial: .zeros)]
    }

    public func callAsFunction(_ x: Tensor, _ own: [Tensor], _ pass: inout Pass) -> Tensor {
        let (N, H, W, C) = x.pictureExtents
        let members = C / groups, each: Shape = [N, 1, groups, 1]
        let count = Float(H * W * members)
        let grouped = x.reshaped([N, H * W, groups, members])
        let centred = grouped - grouped.sum(to: each) / count
        let variance = centred.squared.sum(to: each) / count
        return (centred / (variance + Self.epsilon).squareRoot).reshaped(x.shape) * own[0] + own[1]
    }
}
