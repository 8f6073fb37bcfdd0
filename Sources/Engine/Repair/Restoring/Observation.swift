/// How a picture came to look as it does: made smaller, or blurred.
struct Observation: Sendable {
    private let forwardRows: AxisTaps, forwardColumns: AxisTaps
    private let backRows: AxisTaps, backColumns: AxisTaps

    /// Of a picture that is made smaller by `scale`, as the seen one of `width` by `height` was.
    static func reduction(toWidth width: Int, height: Int, scale: Int) -> Observation {
        Observation(forwardRows: .bicubic(from: width * scale, to: width), forwardColumns: .bicubic(from: height * scale, to: height),
                    backRows: .bicubic(from: width, to: width * scale), backColumns: .bicubic(from: height, to: height * scale))
    }

    /// Of a picture blurred by a Gaussian.
    static func blur(width: Int, height: Int, deviation: Double) -> Observation {
        let (rows, columns) = (AxisTaps.gaussian(width, deviation: deviation), AxisTaps.gaussian(height, deviation: deviation))
        return Observation(forwardRows: rows, forwardColumns: columns, backRows: rows, backColumns: columns)
    }

    /// What would be seen of `picture`.
    func seen(_ picture: Planes) -> Planes { Self.applied(forwardRows, forwardColumns, picture) }

    /// What is seen spread over the picture that it came from: interpolated, or blurred once more.
    func spread(_ seen: Planes) -> Planes { Self.applied(backRows, backColumns, seen) }

    private static func applied(_ rows: AxisTaps, _ columns: AxisTaps, _ planes: Planes) -> Planes {
        let wide = rows.alongRows(planes.values, rows: planes.channels * planes.height)
        return Planes(width: rows.count, height: columns.count, channels: planes.channels,
                      values: columns.alongColumns(wide, width: rows.count, planes: planes.channels))
    }
}

/// Finds a picture that would be seen as the one that is there, among those whose patches are like each other.
///
/// Two things in turn: patches are shrunk towards what patches like them have in common, less and less from round to round, and what the
/// seen picture contradicts is projected back (Irani and Peleg 1991; the alternation after Venkatakrishnan et al. 2013).
struct BackProjection {
    let observation: Observation
    /// Standard deviations, in levels, by which patches are shrunk, one for each round.
    let shrinkage: [Float]
    /// Projections after each round, and the share of what contradicts that each takes away.
    var projections = 6
    var strength: Float = 1
    var window = 10
    /// Pixels between patches: rounds before the last may be coarser, which costs 0.01 dB and saves half of the time.
    private static let earlyStep = 4, lastStep = 2

    /// - Parameter seen: colours as `Opponent` turns them.
    func restored(_ seen: Planes, lanes: Int, report: (Double) throws -> Void) throws -> Planes {
        var picture = projected(observation.spread(seen), seen)
        let side = min(8, min(picture.width, picture.height) / 4 * 4)
        guard side > 0 else { return picture }
        for (round, sigma) in shrinkage.enumerated() {
            try report(Double(round) / Double(shrinkage.count))
            let patches = GaussianPatches(width: picture.width, height: picture.height, channels: picture.channels, side: side, window: window,
                                          count: 48, step: round + 1 < shrinkage.count ? Self.earlyStep : Self.lastStep, task: .denoise(sigma: sigma, guided: true))
            let all = [Float](repeating: 1, count: picture.area)
            picture.values = patches.average(estimate: picture.values, given: picture.values, known: all, trust: all, lanes: lanes)
            picture = projected(picture, seen)
        }
        return picture
    }

    /// The picture without what `seen` contradicts.
    func projected(_ picture: Planes, _ seen: Planes) -> Planes {
        var picture = picture
        for _ in 0..<projections {
            var missing = observation.seen(picture)
            for i in missing.values.indices { missing.values[i] = strength * (seen.values[i] - missing.values[i]) }
            let spread = observation.spread(missing)
            for i in picture.values.indices { picture.values[i] += spread.values[i] }
        }
        return picture
    }
}
