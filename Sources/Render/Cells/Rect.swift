/// A size in cells.
public struct Size: Sendable, Hashable {
    public var width, height: Int
    public init(width: Int, height: Int) { (self.width, self.height) = (width, height) }
}

/// A rectangle of cells; `x` grows to the right, `y` downwards.
public struct Rect: Sendable, Hashable {
    public var x, y, width, height: Int

    public init(x: Int, y: Int, width: Int, height: Int) {
        (self.x, self.y, self.width, self.height) = (x, y, max(width, 0), max(height, 0))
    }

    public init(_ size: Size) { self.init(x: 0, y: 0, width: size.width, height: size.height) }

    public var size: Size { Size(width: width, height: height) }
    public var right: Int { x + width }
    public var bottom: Int { y + height }

    public func contains(x: Int, y: Int) -> Bool {
        (self.x..<right).contains(x) && (self.y..<bottom).contains(y)
    }

    public func inset(by horizontal: Int, _ vertical: Int) -> Rect {
        Rect(x: x + horizontal, y: y + vertical, width: width - 2 * horizontal, height: height - 2 * vertical)
    }

    /// The part that both cover.
    public func intersection(_ other: Rect) -> Rect {
        let left = max(x, other.x), top = max(y, other.y)
        return Rect(x: left, y: top, width: min(right, other.right) - left, height: min(bottom, other.bottom) - top)
    }

    /// `count` rows off the top, and what remains.
    public func splitTop(_ count: Int) -> (top: Rect, rest: Rect) {
        let taken = min(max(count, 0), height)
        return (Rect(x: x, y: y, width: width, height: taken),
                Rect(x: x, y: y + taken, width: width, height: height - taken))
    }

    /// `count` columns off the left, and what remains.
    public func splitLeft(_ count: Int) -> (left: Rect, rest: Rect) {
        let taken = min(max(count, 0), width)
        return (Rect(x: x, y: y, width: taken, height: height),
                Rect(x: x + taken, y: y, width: width - taken, height: height))
    }

    /// A rectangle of at most `size` in the middle of this one.
    public func centered(_ size: Size) -> Rect {
        let w = min(size.width, width), h = min(size.height, height)
        return Rect(x: x + (width - w) / 2, y: y + (height - h) / 2, width: w, height: h)
    }
}
