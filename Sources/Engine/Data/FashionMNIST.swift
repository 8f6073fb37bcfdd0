/// Where Debian's package dataset-fashion-mnist puts its files, and what the classes are (Xiao, Rasul, Vollgraf, 2017).
package enum FashionMNIST {
    static let folder = "/usr/share/datasets/fashion-mnist"
    package static let classNames = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
                             "Ankle boot"]

    /// 60,000 pictures to train on, or the 10,000 of the test half; 28 x 28, grey.
    static func read(test: Bool, name: String, progress: (String, Double) -> Void) throws(DataError) -> ImageSet {
        let half = "\(folder)/\(test ? "t10k" : "train")"
        let (images, labels) = ("\(half)-images-idx3-ubyte.gz", "\(half)-labels-idx1-ubyte.gz")
        guard Listing.exists(images), Listing.exists(labels) else { throw .packageMissing(path: folder) }
        return try IDXFolder.read(images: images, labels: labels, name: name, classNames: classNames,
                                  progress: progress)
    }
}
