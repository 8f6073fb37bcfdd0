package import Engine
package import Raster

/// A picture of a run's data that a search found, or that stands on the map.
package struct FoundPicture: Sendable, Equatable {
    package var picture: Bitmap
    /// Its caption, or its class.
    package var caption: String
    /// The cosine between it and what was asked for; nil on the map.
    package var score: Float?

    package init(picture: Bitmap, caption: String, score: Float? = nil) { (self.picture, self.caption, self.score) = (picture, caption, score) }
}

/// What a search among a run's data brought.
package struct Finds: Sendable, Equatable {
    package var wish: SampleWish
    package var pictures: [FoundPicture]
    /// Pictures that were looked at, and how long that took.
    package var among: Int
    package var milliseconds: Double

    package init(wish: SampleWish, pictures: [FoundPicture], among: Int, milliseconds: Double) {
        (self.wish, self.pictures, self.among, self.milliseconds) = (wish, pictures, among, milliseconds)
    }
}

/// A run's data spread out by meaning: some of its pictures where they lie in the joint space.
package struct DataMap: Sendable, Equatable {
    package var pictures: [FoundPicture]
    package var map: JointMap
    /// Where what is asked for lies; nil where nothing is.
    package var wish: JointMap.Place?

    package init(pictures: [FoundPicture], map: JointMap, wish: JointMap.Place? = nil) { (self.pictures, self.map, self.wish) = (pictures, map, wish) }
}
